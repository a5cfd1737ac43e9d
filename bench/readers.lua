-- Gives each request the address of another visitor, for wrk behind a trusted proxy (bench/scale.py).
local sent = 0

request = function()
  sent = sent + 1
  wrk.headers["X-Forwarded-For"] = "198.18." .. math.floor(sent / 250) % 250 .. "." .. sent % 250
  return wrk.format()
end
