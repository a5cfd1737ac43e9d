"""The waveform of a recording, for players.

The format is that of `audio.json` in the public Reflector: an object whose `data` is one list of peaks. wavesurfer.js
takes it as it is, as `peaks: [waveform.data]` with `duration: waveform.duration` (its option `peaks` is one array of
numbers from -1 to 1 per channel, `duration` is in seconds; https://wavesurfer.xyz/docs/types/wavesurfer.WaveSurferOptions).
Where the public Reflector scales to 0..128, we scale to 0..1, which wavesurfer draws without further options.
"""

import numpy as np
from numpy.typing import NDArray

#: Maximum number of peaks. A waveform has at least half as many, except for less than 10 s of sound.
MAX_PEAKS = 2048
_FIRST_STEP = 160


class Waveform:
    """Peaks of a stream of samples whose length is not known in advance, in constant memory.

    Starts with one peak for 10 ms (at 16 kHz). Whenever there are too many, each two are merged.
    """

    def __init__(self) -> None:
        self._step = _FIRST_STEP
        self._peaks: list[int] = []
        self._rest: NDArray[np.int32] = np.empty(0, np.int32)
        self.loudest = 0

    def add(self, samples: NDArray[np.int16]) -> None:
        """Add 16-bit `samples` (n,)."""
        # int32: the absolute value of -32768 does not fit into 16 bits
        loudness = np.concatenate([self._rest, np.abs(samples.astype(np.int32))])
        whole = len(loudness) // self._step * self._step
        self._rest = loudness[whole:]
        self._peaks += loudness[:whole].reshape(-1, self._step).max(axis=1).tolist()
        while len(self._peaks) > MAX_PEAKS:
            if len(self._peaks) % 2:  # put the last peak back, as if its samples had just been added
                self._rest = np.concatenate([np.full(self._step, self._peaks.pop(), np.int32), self._rest])
            self._peaks = np.reshape(self._peaks, (-1, 2)).max(axis=1).tolist()
            self._step *= 2
        self.loudest = max(self.loudest, int(loudness.max(initial=0)))

    def data(self) -> list[float]:
        """The peaks, 0..1 with the loudest at 1."""
        peaks = [*self._peaks, int(self._rest.max())] if len(self._rest) else self._peaks
        return [round(peak / max(self.loudest, 1), 3) for peak in peaks]
