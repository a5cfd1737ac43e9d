CREATE FUNCTION public.reflector_pointer_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.inventoried = false;
    RETURN NEW;
END
$$;
CREATE TABLE public.adoption (
    one integer NOT NULL,
    adopted_at timestamp with time zone NOT NULL,
    revision character varying NOT NULL,
    bucket character varying DEFAULT ''::character varying NOT NULL,
    videos character varying DEFAULT ''::character varying NOT NULL,
    lost character varying DEFAULT ''::character varying NOT NULL,
    keeps_roomless boolean DEFAULT true NOT NULL,
    origin character varying NOT NULL,
    epoch bigint DEFAULT '1'::bigint NOT NULL,
    turn character varying NOT NULL,
    last_turn character varying DEFAULT ''::character varying NOT NULL,
    server character varying NOT NULL,
    first_run_at timestamp with time zone,
    confirmed_at timestamp with time zone,
    CONSTRAINT ck_adoption_one CHECK ((one = 1))
);
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.artifact (
    id bigint NOT NULL,
    kind character varying NOT NULL,
    store character varying NOT NULL,
    bucket character varying DEFAULT ''::character varying NOT NULL,
    key character varying NOT NULL,
    size bigint,
    transcript_id character varying,
    recording_id character varying,
    meeting_id character varying,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    writable_until timestamp with time zone,
    doomed_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp with time zone,
    last_error character varying,
    dead_at timestamp with time zone
);
ALTER TABLE ONLY public.artifact ALTER COLUMN key SET STATISTICS 0;
CREATE SEQUENCE public.artifact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.artifact_id_seq OWNED BY public.artifact.id;
CREATE TABLE public.heartbeat (
    kind character varying NOT NULL,
    queue character varying NOT NULL,
    host character varying NOT NULL,
    pid integer NOT NULL,
    moment timestamp with time zone NOT NULL,
    version character varying NOT NULL
);
CREATE TABLE public.instance (
    one integer NOT NULL,
    id character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_instance_one CHECK ((one = 1))
);
CREATE TABLE public.job (
    transcript_id character varying NOT NULL,
    stage character varying DEFAULT 'upload'::character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    progress double precision DEFAULT '0'::double precision NOT NULL,
    claimed_by character varying,
    lease_until timestamp with time zone,
    started_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    client character varying,
    chunks_total integer,
    chunks_received integer DEFAULT 0 NOT NULL,
    upload_bytes bigint,
    ephemeral boolean DEFAULT false NOT NULL,
    diarization boolean,
    work_seconds double precision DEFAULT '0'::double precision NOT NULL
);
ALTER TABLE ONLY public.job ALTER COLUMN client SET STATISTICS 0;
CREATE TABLE public.journal_entry (
    id character varying NOT NULL,
    kind character varying NOT NULL,
    subject_id character varying NOT NULL,
    at timestamp with time zone NOT NULL,
    reason character varying,
    until timestamp with time zone,
    durable boolean DEFAULT false NOT NULL,
    complete boolean DEFAULT false NOT NULL
);
CREATE TABLE public.marked_store (
    store character varying NOT NULL,
    bucket character varying NOT NULL,
    marked_at timestamp with time zone NOT NULL
);
CREATE TABLE public.meeting (
    id character varying NOT NULL,
    room_name character varying,
    room_url character varying,
    host_room_url character varying,
    start_date timestamp with time zone NOT NULL,
    end_date timestamp with time zone,
    room_id character varying,
    is_active boolean DEFAULT true NOT NULL,
    platform character varying DEFAULT ''::character varying NOT NULL,
    daily_composed_video_s3_key character varying,
    daily_composed_video_duration integer,
    inventoried boolean DEFAULT false NOT NULL,
    begun_by_guest boolean DEFAULT false NOT NULL,
    taken_over_at timestamp with time zone
);
ALTER TABLE ONLY public.meeting ALTER COLUMN room_name SET STATISTICS 0;
ALTER TABLE ONLY public.meeting ALTER COLUMN room_url SET STATISTICS 0;
ALTER TABLE ONLY public.meeting ALTER COLUMN host_room_url SET STATISTICS 0;
ALTER TABLE ONLY public.meeting ALTER COLUMN daily_composed_video_s3_key SET STATISTICS 0;
CREATE TABLE public.meeting_consent (
    id character varying NOT NULL,
    meeting_id character varying NOT NULL,
    user_id character varying,
    consent_given boolean NOT NULL,
    consent_timestamp timestamp with time zone NOT NULL,
    decision character varying
);
ALTER TABLE ONLY public.meeting_consent ALTER COLUMN user_id SET STATISTICS 0;
CREATE TABLE public.piece (
    transcript_id character varying NOT NULL,
    track integer NOT NULL,
    start bigint NOT NULL,
    until bigint NOT NULL,
    said json NOT NULL
);
ALTER TABLE ONLY public.piece ALTER COLUMN said SET STATISTICS 0;
CREATE TABLE public.recording (
    id character varying NOT NULL,
    bucket_name character varying NOT NULL,
    object_key character varying DEFAULT ''::character varying NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    status character varying DEFAULT 'pending'::character varying NOT NULL,
    meeting_id character varying,
    track_keys json,
    inventoried boolean DEFAULT false NOT NULL
);
ALTER TABLE ONLY public.recording ALTER COLUMN bucket_name SET STATISTICS 0;
ALTER TABLE ONLY public.recording ALTER COLUMN object_key SET STATISTICS 0;
ALTER TABLE ONLY public.recording ALTER COLUMN track_keys SET STATISTICS 0;
CREATE TABLE public.recording_meeting (
    recording_id character varying NOT NULL,
    meeting_id character varying NOT NULL
);
CREATE TABLE public.retention_run (
    id character varying NOT NULL,
    trigger character varying NOT NULL,
    days integer NOT NULL,
    cutoff timestamp with time zone NOT NULL,
    started_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    outcome character varying NOT NULL,
    transcripts_deleted integer DEFAULT 0 NOT NULL,
    meetings_deleted integer DEFAULT 0 NOT NULL,
    recordings_deleted integer DEFAULT 0 NOT NULL,
    artifacts_erased integer DEFAULT 0 NOT NULL,
    errors integer DEFAULT 0 NOT NULL,
    verified_at timestamp with time zone,
    residue integer
);
CREATE TABLE public.room (
    id character varying NOT NULL,
    name character varying NOT NULL,
    user_id character varying,
    created_at timestamp with time zone NOT NULL,
    is_shared boolean DEFAULT false NOT NULL,
    platform character varying DEFAULT ''::character varying NOT NULL
);
CREATE TABLE public.tombstone (
    id character varying NOT NULL,
    kind character varying NOT NULL,
    reason character varying NOT NULL,
    erased_at timestamp with time zone NOT NULL,
    run_id character varying
);
CREATE TABLE public.transcript (
    id character varying NOT NULL,
    name character varying,
    status character varying DEFAULT 'idle'::character varying NOT NULL,
    created_at timestamp with time zone NOT NULL,
    duration double precision,
    title character varying,
    short_summary character varying,
    long_summary character varying,
    topics json,
    events json,
    participants json,
    source_language character varying,
    target_language character varying,
    audio_location character varying DEFAULT 'local'::character varying NOT NULL,
    user_id character varying,
    share_mode character varying DEFAULT 'public'::character varying NOT NULL,
    meeting_id character varying,
    recording_id character varying,
    source_kind character varying DEFAULT 'file'::character varying NOT NULL,
    audio_deleted boolean,
    room_id character varying,
    webvtt character varying,
    segments json,
    erase_at timestamp with time zone,
    owner_token_hash character varying,
    error character varying,
    inventoried boolean DEFAULT false NOT NULL,
    CONSTRAINT ck_transcript_status CHECK (((status)::text = ANY ((ARRAY['idle'::character varying, 'uploaded'::character varying, 'recording'::character varying, 'processing'::character varying, 'error'::character varying, 'ended'::character varying])::text[])))
);
ALTER TABLE ONLY public.transcript ALTER COLUMN name SET STATISTICS 0;
ALTER TABLE ONLY public.transcript ALTER COLUMN title SET STATISTICS 0;
ALTER TABLE ONLY public.transcript ALTER COLUMN short_summary SET STATISTICS 0;
ALTER TABLE ONLY public.transcript ALTER COLUMN long_summary SET STATISTICS 0;
ALTER TABLE ONLY public.transcript ALTER COLUMN topics SET STATISTICS 0;
ALTER TABLE ONLY public.transcript ALTER COLUMN events SET STATISTICS 0;
ALTER TABLE ONLY public.transcript ALTER COLUMN participants SET STATISTICS 0;
ALTER TABLE ONLY public.transcript ALTER COLUMN webvtt SET STATISTICS 0;
ALTER TABLE ONLY public.transcript ALTER COLUMN segments SET STATISTICS 0;
ALTER TABLE ONLY public.transcript ALTER COLUMN owner_token_hash SET STATISTICS 0;
CREATE TABLE public.usage (
    id bigint NOT NULL,
    name character varying NOT NULL,
    client character varying NOT NULL,
    amount bigint NOT NULL,
    created_at timestamp with time zone NOT NULL,
    until timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.usage_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.usage_id_seq OWNED BY public.usage.id;
CREATE TABLE public.webhook_message (
    id character varying NOT NULL,
    seen_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY public.artifact ALTER COLUMN id SET DEFAULT nextval('public.artifact_id_seq'::regclass);
ALTER TABLE ONLY public.usage ALTER COLUMN id SET DEFAULT nextval('public.usage_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0004');
INSERT INTO public.artifact VALUES (4, 'folder', 'local', '', '246a80a9-9715-4fa7-a9d7-43d036380022/', NULL, '246a80a9-9715-4fa7-a9d7-43d036380022', NULL, NULL, '2026-12-01 14:18:21.780697+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (5, 'folder', 'local', '', 'afa01f33-eb12-4f21-945b-14085661e494/', NULL, 'afa01f33-eb12-4f21-945b-14085661e494', NULL, NULL, '2026-12-01 14:18:21.793647+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (6, 'folder', 'local', '', 'a00fd804-c0b9-431f-9ee4-6eb22d664c2b/', NULL, 'a00fd804-c0b9-431f-9ee4-6eb22d664c2b', NULL, NULL, '2026-12-01 14:18:21.814707+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (7, 'folder', 'local', '', '3d3e3be6-b0fe-46c9-9d71-6ac40e3294d4/', NULL, '3d3e3be6-b0fe-46c9-9d71-6ac40e3294d4', NULL, NULL, '2026-12-01 14:18:21.816301+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (8, 'track', 's3', 'recordings', 'marzipan/track-0.webm', NULL, NULL, '715de145-ced5-42d1-9d7d-2c04575b4acb', NULL, '2026-12-01 14:18:21.850996+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (9, 'track', 's3', 'recordings', 'marzipan/track-1.webm', NULL, NULL, '715de145-ced5-42d1-9d7d-2c04575b4acb', NULL, '2026-12-01 14:18:21.851003+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (10, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, '91692a1d-8228-492e-a94c-eba23d0b74a0', NULL, '2026-12-01 14:18:21.851004+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (11, 'recording', 's3', 'recordings', 'marzipan/lone.mp4', NULL, NULL, 'b0eaacef-dcc6-4121-a679-f302291ad280', NULL, '2026-12-01 14:18:21.851004+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (14, 'folder', 'local', '', '532cf89c-9033-4b5c-a8ae-51127178551d/', NULL, '532cf89c-9033-4b5c-a8ae-51127178551d', NULL, NULL, '2026-12-01 14:18:21.972256+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (15, 'recording', 's3', 'recordings', 'xylograph/alone.mp4', NULL, NULL, 'eaaa2fa1-0370-4443-b046-96914b0b7833', NULL, '2026-12-01 14:18:21.995764+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (16, 'wav', 'local', '', '2c2c6100-392e-4c81-87c0-a6daff2b9f60/audio.wav', NULL, '2c2c6100-392e-4c81-87c0-a6daff2b9f60', NULL, NULL, '2026-12-01 14:18:22.056534+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (29, 'mp3', 's3', 'default', '94b3f6db-d8bd-4eee-ac58-839b56795089/audio.mp3', NULL, '94b3f6db-d8bd-4eee-ac58-839b56795089', NULL, NULL, '2026-12-01 14:18:22.647102+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (27, 'folder', 'local', '', '94b3f6db-d8bd-4eee-ac58-839b56795089/', NULL, '94b3f6db-d8bd-4eee-ac58-839b56795089', NULL, NULL, '2026-12-01 14:18:22.533814+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (17, 'mp3', 's3', 'default', '2c2c6100-392e-4c81-87c0-a6daff2b9f60/audio.mp3', NULL, '2c2c6100-392e-4c81-87c0-a6daff2b9f60', NULL, NULL, '2026-12-01 14:18:22.120559+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (12, 'folder', 'local', '', '2c2c6100-392e-4c81-87c0-a6daff2b9f60/', NULL, '2c2c6100-392e-4c81-87c0-a6daff2b9f60', NULL, NULL, '2026-12-01 14:18:21.95259+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (30, 'recording', 's3', 'recordings', 'xylograph/member.mp4', NULL, NULL, 'bcfa5afc-c7f9-4efe-b114-8789943fe487', NULL, '2026-12-01 14:18:22.73581+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (18, 'wav', 'local', '', 'fc002dd6-60f7-4c21-88bb-9338c77782cf/audio.wav', NULL, 'fc002dd6-60f7-4c21-88bb-9338c77782cf', NULL, NULL, '2026-12-01 14:18:22.20179+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (31, 'recording', 's3', 'recordings', 'xylograph/orphan.mp4', NULL, NULL, 'c5f0b93a-9002-45f9-9912-e0ba94feea83', NULL, '2026-12-01 14:18:22.735816+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (32, 'composed_video', 's3', 'recordings', 'composed/xylograph-orphan.mp4', NULL, NULL, NULL, 'a771d793-0db9-470b-b2c7-9786e6cf9d36', '2026-12-01 14:18:22.775727+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (19, 'mp3', 's3', 'default', 'fc002dd6-60f7-4c21-88bb-9338c77782cf/audio.mp3', NULL, 'fc002dd6-60f7-4c21-88bb-9338c77782cf', NULL, NULL, '2026-12-01 14:18:22.262445+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (13, 'folder', 'local', '', 'fc002dd6-60f7-4c21-88bb-9338c77782cf/', NULL, 'fc002dd6-60f7-4c21-88bb-9338c77782cf', NULL, NULL, '2026-12-01 14:18:21.960298+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (20, 'folder', 'local', '', 'afb294bc-e01b-4940-a8ea-0feb38b88933/', NULL, 'afb294bc-e01b-4940-a8ea-0feb38b88933', NULL, NULL, '2026-12-01 14:18:22.319519+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (22, 'track', 's3', 'recordings', 'xylograph/track-0.webm', NULL, NULL, '9dc208ef-9734-46da-90e5-03b04b69e028', NULL, '2026-12-01 14:18:22.344789+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (23, 'track', 's3', 'recordings', 'xylograph/track-1.webm', NULL, NULL, '9dc208ef-9734-46da-90e5-03b04b69e028', NULL, '2026-12-01 14:18:22.344796+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (24, 'composed_video', 's3', 'recordings', 'composed/xylograph.mp4', NULL, NULL, NULL, '86cdcf15-4877-425c-b56c-395b5b8115f3', '2026-12-01 14:18:22.382404+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (25, 'wav', 'local', '', '566e4095-80a1-4dd9-924d-3eacf1a3a20e/audio.wav', NULL, '566e4095-80a1-4dd9-924d-3eacf1a3a20e', NULL, NULL, '2026-12-01 14:18:22.413158+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (34, 'recording', 's3', 'recordings', 'xylograph/adopted.mp4', NULL, NULL, 'eda66865-2177-4172-b850-5303da82b2f0', NULL, '2026-12-01 14:18:22.874682+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (35, 'composed_video', 's3', 'recordings', 'composed/marzipan.mp4', NULL, NULL, NULL, 'a15a1259-b8b8-49b4-8292-13e7f77330ec', '2026-12-01 14:18:22.909688+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (26, 'mp3', 's3', 'default', '566e4095-80a1-4dd9-924d-3eacf1a3a20e/audio.mp3', NULL, '566e4095-80a1-4dd9-924d-3eacf1a3a20e', NULL, NULL, '2026-12-01 14:18:22.472882+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (21, 'folder', 'local', '', '566e4095-80a1-4dd9-924d-3eacf1a3a20e/', NULL, '566e4095-80a1-4dd9-924d-3eacf1a3a20e', NULL, NULL, '2026-12-01 14:18:22.325983+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (36, 'folder', 'local', '', '5329a8d8-5105-49f6-bb02-098a13c42d22/', NULL, '5329a8d8-5105-49f6-bb02-098a13c42d22', NULL, NULL, '2026-12-01 14:18:22.961432+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (28, 'wav', 'local', '', '94b3f6db-d8bd-4eee-ac58-839b56795089/audio.wav', NULL, '94b3f6db-d8bd-4eee-ac58-839b56795089', NULL, NULL, '2026-12-01 14:18:22.585484+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (41, 'wav', 'local', '', 'f97150eb-2c7f-4723-9099-be99c86fdc91/audio.wav', NULL, 'f97150eb-2c7f-4723-9099-be99c86fdc91', NULL, NULL, '2026-12-01 14:18:23.232875+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (37, 'mp3', 's3', 'default', '5329a8d8-5105-49f6-bb02-098a13c42d22/audio.mp3', NULL, '5329a8d8-5105-49f6-bb02-098a13c42d22', NULL, NULL, '2026-12-01 14:18:22.961441+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (38, 'wav', 'local', '', '695a9c9f-1e4b-437d-a0e9-3478d22d0d73/audio.wav', NULL, '695a9c9f-1e4b-437d-a0e9-3478d22d0d73', NULL, NULL, '2026-12-01 14:18:23.037766+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (47, 'wav', 'local', '', '30860578-37d7-4111-a226-68fbb1b2478d/audio.wav', NULL, '30860578-37d7-4111-a226-68fbb1b2478d', NULL, NULL, '2026-12-01 14:18:23.629527+00', '2026-12-01 13:18:23.663447+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (39, 'mp3', 's3', 'default', '695a9c9f-1e4b-437d-a0e9-3478d22d0d73/audio.mp3', NULL, '695a9c9f-1e4b-437d-a0e9-3478d22d0d73', NULL, NULL, '2026-12-01 14:18:23.101534+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (33, 'folder', 'local', '', '695a9c9f-1e4b-437d-a0e9-3478d22d0d73/', NULL, '695a9c9f-1e4b-437d-a0e9-3478d22d0d73', NULL, NULL, '2026-12-01 14:18:22.856126+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (42, 'mp3', 's3', 'default', 'f97150eb-2c7f-4723-9099-be99c86fdc91/audio.mp3', NULL, 'f97150eb-2c7f-4723-9099-be99c86fdc91', NULL, NULL, '2026-12-01 14:18:23.333664+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (40, 'folder', 'local', '', 'f97150eb-2c7f-4723-9099-be99c86fdc91/', NULL, 'f97150eb-2c7f-4723-9099-be99c86fdc91', NULL, NULL, '2026-12-01 14:18:23.155145+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (43, 'recording', 's3', 'recordings', 'xylograph/left-over.mp4', NULL, NULL, NULL, NULL, '2026-12-01 14:18:23.405675+00', NULL, '2026-11-30 14:18:23.398725+00', 3, '2026-12-01 02:18:23.398738+00', NULL, NULL);
INSERT INTO public.artifact VALUES (44, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, NULL, NULL, '2026-12-01 14:18:23.40568+00', NULL, '2026-11-30 14:18:23.398863+00', 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (46, 'folder', 'local', '', '5e676c22-31a1-4125-951d-3c6182bd1b50/', NULL, '5e676c22-31a1-4125-951d-3c6182bd1b50', NULL, NULL, '2026-12-01 14:18:23.536044+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (45, 'folder', 'local', '', '30860578-37d7-4111-a226-68fbb1b2478d/', NULL, '30860578-37d7-4111-a226-68fbb1b2478d', NULL, NULL, '2026-12-01 14:18:23.5261+00', '2026-12-01 13:18:23.663447+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.instance VALUES (1, 'aba6c3bd-d0ae-476a-b1d2-a55eafe21ac8', '2026-12-01 14:18:20.857416+00');
INSERT INTO public.job VALUES ('30860578-37d7-4111-a226-68fbb1b2478d', 'convert', '2026-12-01 14:18:23.545254+00', 0, 'worker-1', NULL, NULL, 1, 'xylograph', NULL, 0, NULL, false, NULL, 0);
INSERT INTO public.job VALUES ('5e676c22-31a1-4125-951d-3c6182bd1b50', 'convert', '2026-12-01 14:18:23.548819+00', 0, 'worker-1', NULL, NULL, 1, 'marzipan', NULL, 0, NULL, false, NULL, 0);
INSERT INTO public.marked_store VALUES ('local', '', '2026-12-01 14:18:21.548424+00');
INSERT INTO public.marked_store VALUES ('s3', 'default', '2026-12-01 14:18:21.56145+00');
INSERT INTO public.meeting VALUES ('ce2a8f86-d4cb-4826-9d91-3f6537e3e376', 'marzipan', NULL, NULL, '2026-11-23 14:18:21.748691+00', '2026-11-23 14:48:21.748691+00', NULL, false, '', NULL, NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('86cdcf15-4877-425c-b56c-395b5b8115f3', 'xylograph', NULL, NULL, '2026-11-23 14:18:22.299607+00', '2026-11-23 14:48:22.299607+00', NULL, false, '', 'composed/xylograph.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('a771d793-0db9-470b-b2c7-9786e6cf9d36', 'they said xylograph', 'they said xylograph', 'they said xylograph', '2026-11-01 14:18:22.696783+00', '2026-11-01 14:48:22.696783+00', NULL, false, '', 'composed/xylograph-orphan.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('a15a1259-b8b8-49b4-8292-13e7f77330ec', 'they said marzipan', 'they said marzipan', 'they said marzipan', '2026-02-04 14:18:22.836565+00', '2026-02-04 14:48:22.836565+00', '0fb62954-1be6-4e23-a00e-f90874e2a0a9', false, '', 'composed/marzipan.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting_consent VALUES ('bdbeb70b-15a9-46e1-bdf4-cc9fa064c0d9', 'ce2a8f86-d4cb-4826-9d91-3f6537e3e376', 'marzipan', false, '2026-12-01 14:18:21.771104+00', NULL);
INSERT INTO public.meeting_consent VALUES ('a3a6c22d-98bd-4b28-9971-cc4470eba972', '86cdcf15-4877-425c-b56c-395b5b8115f3', 'xylograph', true, '2026-12-01 14:18:22.305333+00', NULL);
INSERT INTO public.meeting_consent VALUES ('ccd87e5d-bad2-48f1-87e0-e0f3fd68d972', '86cdcf15-4877-425c-b56c-395b5b8115f3', 'xylograph', false, '2026-12-01 14:18:22.307937+00', NULL);
INSERT INTO public.meeting_consent VALUES ('310cb775-cab2-4a30-b92d-4a042971b665', 'a771d793-0db9-470b-b2c7-9786e6cf9d36', NULL, true, '2026-12-01 14:18:22.703093+00', NULL);
INSERT INTO public.meeting_consent VALUES ('0e0a5c02-c2cb-480c-8a07-5c1360042a11', 'a15a1259-b8b8-49b4-8292-13e7f77330ec', NULL, false, '2026-12-01 14:18:22.846314+00', NULL);
INSERT INTO public.recording VALUES ('715de145-ced5-42d1-9d7d-2c04575b4acb', 'recordings', '', '2026-11-23 14:18:21.748855+00', 'completed', 'ce2a8f86-d4cb-4826-9d91-3f6537e3e376', '["marzipan/track-0.webm", "marzipan/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('91692a1d-8228-492e-a94c-eba23d0b74a0', 'recordings', 'marzipan/shared.mp4', '2026-11-23 14:18:21.748896+00', 'completed', 'ce2a8f86-d4cb-4826-9d91-3f6537e3e376', NULL, true);
INSERT INTO public.recording VALUES ('b0eaacef-dcc6-4121-a679-f302291ad280', 'recordings', 'marzipan/lone.mp4', '2026-11-23 14:18:21.748978+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('eaaa2fa1-0370-4443-b046-96914b0b7833', 'recordings', 'xylograph/alone.mp4', '2026-11-23 14:18:21.944885+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('9dc208ef-9734-46da-90e5-03b04b69e028', 'recordings', '', '2026-11-23 14:18:22.300261+00', 'completed', '86cdcf15-4877-425c-b56c-395b5b8115f3', '["xylograph/track-0.webm", "xylograph/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('bcfa5afc-c7f9-4efe-b114-8789943fe487', 'recordings', 'xylograph/member.mp4', '2026-11-23 14:18:22.697383+00', 'completed', 'a771d793-0db9-470b-b2c7-9786e6cf9d36', NULL, true);
INSERT INTO public.recording VALUES ('c5f0b93a-9002-45f9-9912-e0ba94feea83', 'recordings', 'xylograph/orphan.mp4', '2026-11-23 14:18:22.697588+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('eda66865-2177-4172-b850-5303da82b2f0', 'recordings', 'xylograph/adopted.mp4', '2026-11-23 14:18:22.814588+00', 'completed', NULL, NULL, true);
INSERT INTO public.retention_run VALUES ('211a34c3-d2d1-461c-b02a-ff14459b5075', 'call', 7, '2026-11-24 14:18:20.74839+00', '2026-12-01 14:18:20.908763+00', '2026-12-01 14:18:21.685087+00', 'done', 1, 0, 0, 3, 0, NULL, NULL);
INSERT INTO public.room VALUES ('0fb62954-1be6-4e23-a00e-f90874e2a0a9', 'room-0fb62954', 'its-owner', '2026-12-01 14:18:22.838163+00', false, '');
INSERT INTO public.tombstone VALUES ('396a0bfe-05fd-4407-b402-e4304e3d5e5d', 'transcript', 'expired', '2026-12-01 14:18:20.972475+00', '211a34c3-d2d1-461c-b02a-ff14459b5075');
INSERT INTO public.transcript VALUES ('246a80a9-9715-4fa7-a9d7-43d036380022', 'A talk', 'ended', '2026-11-23 14:18:21.748945+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', 'ce2a8f86-d4cb-4826-9d91-3f6537e3e376', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('afa01f33-eb12-4f21-945b-14085661e494', 'A talk', 'ended', '2026-11-25 14:18:21.748995+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'b0eaacef-dcc6-4121-a679-f302291ad280', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('a00fd804-c0b9-431f-9ee4-6eb22d664c2b', 'A talk', 'ended', '2026-11-23 14:18:21.749011+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', 'ce2a8f86-d4cb-4826-9d91-3f6537e3e376', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('3d3e3be6-b0fe-46c9-9d71-6ac40e3294d4', 'A talk', 'ended', '2026-11-23 14:18:21.749026+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'b0eaacef-dcc6-4121-a679-f302291ad280', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('2c2c6100-392e-4c81-87c0-a6daff2b9f60', 'they said xylograph', 'ended', '2026-11-23 14:18:21.944666+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('fc002dd6-60f7-4c21-88bb-9338c77782cf', 'they said xylograph', 'ended', '2026-11-22 14:18:21.944843+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('532cf89c-9033-4b5c-a8ae-51127178551d', 'A talk', 'ended', '2026-11-19 14:18:21.945281+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'eaaa2fa1-0370-4443-b046-96914b0b7833', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('afb294bc-e01b-4940-a8ea-0feb38b88933', 'A talk', 'ended', '2026-11-11 14:18:22.30058+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', '86cdcf15-4877-425c-b56c-395b5b8115f3', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('566e4095-80a1-4dd9-924d-3eacf1a3a20e', 'A talk', 'ended', '2026-11-22 14:18:22.300633+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '9dc208ef-9734-46da-90e5-03b04b69e028', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('94b3f6db-d8bd-4eee-ac58-839b56795089', 'they said xylograph', 'ended', '2026-11-30 14:18:22.521156+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', '2026-12-01 11:54:22.521099+00', 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('695a9c9f-1e4b-437d-a0e9-3478d22d0d73', 'they said marzipan', 'ended', '2026-02-04 14:18:22.836886+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('5329a8d8-5105-49f6-bb02-098a13c42d22', 'they said xylograph', 'ended', '2026-11-23 14:18:22.815075+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, 'eda66865-2177-4172-b850-5303da82b2f0', 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('f97150eb-2c7f-4723-9099-be99c86fdc91', 'they said marzipan', 'ended', '2026-11-25 14:18:23.142675+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('30860578-37d7-4111-a226-68fbb1b2478d', 'A talk', 'processing', '2026-11-23 14:18:23.515515+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('5e676c22-31a1-4125-951d-3c6182bd1b50', 'A talk', 'uploaded', '2026-02-04 14:18:23.515619+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('ddd89154-c4d2-40fe-ac57-5c96010d90f9', 'they said xylograph', 'ended', '2026-11-23 14:18:23.674271+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, false);
SELECT pg_catalog.setval('public.artifact_id_seq', 47, true);
SELECT pg_catalog.setval('public.usage_id_seq', 1, false);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.adoption
    ADD CONSTRAINT pk_adoption PRIMARY KEY (one);
ALTER TABLE ONLY public.artifact
    ADD CONSTRAINT pk_artifact PRIMARY KEY (id);
ALTER TABLE ONLY public.heartbeat
    ADD CONSTRAINT pk_heartbeat PRIMARY KEY (kind, queue, host, pid);
ALTER TABLE ONLY public.instance
    ADD CONSTRAINT pk_instance PRIMARY KEY (one);
ALTER TABLE ONLY public.job
    ADD CONSTRAINT pk_job PRIMARY KEY (transcript_id);
ALTER TABLE ONLY public.journal_entry
    ADD CONSTRAINT pk_journal_entry PRIMARY KEY (id);
ALTER TABLE ONLY public.marked_store
    ADD CONSTRAINT pk_marked_store PRIMARY KEY (store, bucket);
ALTER TABLE ONLY public.meeting
    ADD CONSTRAINT pk_meeting PRIMARY KEY (id);
ALTER TABLE ONLY public.meeting_consent
    ADD CONSTRAINT pk_meeting_consent PRIMARY KEY (id);
ALTER TABLE ONLY public.piece
    ADD CONSTRAINT pk_piece PRIMARY KEY (transcript_id, track, start);
ALTER TABLE ONLY public.recording
    ADD CONSTRAINT pk_recording PRIMARY KEY (id);
ALTER TABLE ONLY public.recording_meeting
    ADD CONSTRAINT pk_recording_meeting PRIMARY KEY (recording_id, meeting_id);
ALTER TABLE ONLY public.retention_run
    ADD CONSTRAINT pk_retention_run PRIMARY KEY (id);
ALTER TABLE ONLY public.room
    ADD CONSTRAINT pk_room PRIMARY KEY (id);
ALTER TABLE ONLY public.tombstone
    ADD CONSTRAINT pk_tombstone PRIMARY KEY (id);
ALTER TABLE ONLY public.transcript
    ADD CONSTRAINT pk_transcript PRIMARY KEY (id);
ALTER TABLE ONLY public.usage
    ADD CONSTRAINT pk_usage PRIMARY KEY (id);
ALTER TABLE ONLY public.webhook_message
    ADD CONSTRAINT pk_webhook_message PRIMARY KEY (id);
ALTER TABLE ONLY public.room
    ADD CONSTRAINT uq_room_name UNIQUE (name);
CREATE INDEX ix_artifact_doomed ON public.artifact USING btree (store, bucket, key, id) WHERE ((transcript_id IS NULL) AND (recording_id IS NULL) AND (meeting_id IS NULL));
CREATE INDEX ix_artifact_location ON public.artifact USING btree (store, bucket, key) WHERE ((transcript_id IS NOT NULL) OR (recording_id IS NOT NULL) OR (meeting_id IS NOT NULL));
CREATE INDEX ix_artifact_meeting_id ON public.artifact USING btree (meeting_id) WHERE (meeting_id IS NOT NULL);
CREATE INDEX ix_artifact_recording_id ON public.artifact USING btree (recording_id) WHERE (recording_id IS NOT NULL);
CREATE INDEX ix_artifact_transcript_id ON public.artifact USING btree (transcript_id) WHERE (transcript_id IS NOT NULL);
CREATE INDEX ix_job_client_started_at ON public.job USING btree (client, started_at);
CREATE INDEX ix_job_ephemeral ON public.job USING btree (created_at) WHERE ephemeral;
CREATE INDEX ix_job_stage_lease_until ON public.job USING btree (stage, lease_until);
CREATE INDEX ix_journal_entry_at ON public.journal_entry USING btree (at);
CREATE INDEX ix_journal_entry_incomplete ON public.journal_entry USING btree (at) WHERE (NOT complete);
CREATE INDEX ix_meeting_consent_meeting_id ON public.meeting_consent USING btree (meeting_id);
CREATE INDEX ix_meeting_consent_refused ON public.meeting_consent USING btree (meeting_id) WHERE (NOT consent_given);
CREATE INDEX ix_meeting_not_inventoried ON public.meeting USING btree (id) WHERE (NOT inventoried);
CREATE INDEX ix_meeting_room_id ON public.meeting USING btree (room_id);
CREATE INDEX ix_meeting_start_date ON public.meeting USING btree (start_date);
CREATE INDEX ix_recording_meeting_id ON public.recording USING btree (meeting_id);
CREATE INDEX ix_recording_meeting_meeting_id ON public.recording_meeting USING btree (meeting_id);
CREATE INDEX ix_recording_not_inventoried ON public.recording USING btree (id) WHERE (NOT inventoried);
CREATE INDEX ix_recording_recorded_at ON public.recording USING btree (recorded_at);
CREATE INDEX ix_retention_run_started_at ON public.retention_run USING btree (started_at);
CREATE INDEX ix_transcript_anonymous_created_at ON public.transcript USING btree (created_at, id) WHERE (user_id IS NULL);
CREATE INDEX ix_transcript_anonymous_erase_at ON public.transcript USING btree (erase_at, id) WHERE ((user_id IS NULL) AND (erase_at IS NOT NULL));
CREATE INDEX ix_transcript_meeting_id ON public.transcript USING btree (meeting_id);
CREATE INDEX ix_transcript_not_inventoried ON public.transcript USING btree (id) WHERE (NOT inventoried);
CREATE INDEX ix_transcript_recording_id ON public.transcript USING btree (recording_id);
CREATE INDEX ix_transcript_room_id ON public.transcript USING btree (room_id);
CREATE INDEX ix_transcript_user_id_created_at ON public.transcript USING btree (user_id, created_at) WHERE (user_id IS NOT NULL);
CREATE INDEX ix_usage_client_name ON public.usage USING btree (client, name);
CREATE INDEX ix_usage_until ON public.usage USING btree (until);
CREATE INDEX ix_webhook_message_seen_at ON public.webhook_message USING btree (seen_at);
CREATE TRIGGER meeting_pointer_changed BEFORE UPDATE OF daily_composed_video_s3_key ON public.meeting FOR EACH ROW EXECUTE FUNCTION public.reflector_pointer_changed();
CREATE TRIGGER recording_pointer_changed BEFORE UPDATE OF bucket_name, object_key, track_keys ON public.recording FOR EACH ROW EXECUTE FUNCTION public.reflector_pointer_changed();
ALTER TABLE ONLY public.artifact
    ADD CONSTRAINT fk_artifact_meeting_id_meeting FOREIGN KEY (meeting_id) REFERENCES public.meeting(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.artifact
    ADD CONSTRAINT fk_artifact_recording_id_recording FOREIGN KEY (recording_id) REFERENCES public.recording(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.artifact
    ADD CONSTRAINT fk_artifact_transcript_id_transcript FOREIGN KEY (transcript_id) REFERENCES public.transcript(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.job
    ADD CONSTRAINT fk_job_transcript_id_transcript FOREIGN KEY (transcript_id) REFERENCES public.transcript(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.meeting_consent
    ADD CONSTRAINT fk_meeting_consent_meeting_id_meeting FOREIGN KEY (meeting_id) REFERENCES public.meeting(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.meeting
    ADD CONSTRAINT fk_meeting_room_id_room FOREIGN KEY (room_id) REFERENCES public.room(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.piece
    ADD CONSTRAINT fk_piece_transcript_id_transcript FOREIGN KEY (transcript_id) REFERENCES public.transcript(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.recording
    ADD CONSTRAINT fk_recording_meeting_id_meeting FOREIGN KEY (meeting_id) REFERENCES public.meeting(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.recording_meeting
    ADD CONSTRAINT fk_recording_meeting_meeting_id_meeting FOREIGN KEY (meeting_id) REFERENCES public.meeting(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.recording_meeting
    ADD CONSTRAINT fk_recording_meeting_recording_id_recording FOREIGN KEY (recording_id) REFERENCES public.recording(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.transcript
    ADD CONSTRAINT fk_transcript_meeting_id_meeting FOREIGN KEY (meeting_id) REFERENCES public.meeting(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.transcript
    ADD CONSTRAINT fk_transcript_recording_id_recording FOREIGN KEY (recording_id) REFERENCES public.recording(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.transcript
    ADD CONSTRAINT fk_transcript_room_id_room FOREIGN KEY (room_id) REFERENCES public.room(id) ON DELETE SET NULL;
