CREATE FUNCTION public.reflector_pointer_changed() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    NEW.inventoried = false;
    RETURN NEW;
END
$$;
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
    chunks_received integer DEFAULT 0 NOT NULL
);
ALTER TABLE ONLY public.job ALTER COLUMN client SET STATISTICS 0;
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
    inventoried boolean DEFAULT false NOT NULL
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
    consent_timestamp timestamp with time zone NOT NULL
);
ALTER TABLE ONLY public.meeting_consent ALTER COLUMN user_id SET STATISTICS 0;
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
    errors integer DEFAULT 0 NOT NULL
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
ALTER TABLE ONLY public.artifact ALTER COLUMN id SET DEFAULT nextval('public.artifact_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0003');
INSERT INTO public.artifact VALUES (4, 'folder', 'local', '', '454eeefc-8be2-4a32-97b5-f28365bd50cb/', NULL, '454eeefc-8be2-4a32-97b5-f28365bd50cb', NULL, NULL, '2026-11-27 09:05:16.455091+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (5, 'folder', 'local', '', 'dc8ce6b8-69ef-4ca8-8d69-ab89e198c976/', NULL, 'dc8ce6b8-69ef-4ca8-8d69-ab89e198c976', NULL, NULL, '2026-11-27 09:05:16.458086+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (6, 'folder', 'local', '', 'ffaaefe0-6902-40d9-808a-e898e8d5d11a/', NULL, 'ffaaefe0-6902-40d9-808a-e898e8d5d11a', NULL, NULL, '2026-11-27 09:05:16.459574+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (7, 'folder', 'local', '', '8f5c8a3b-175d-42b3-9cbd-6ed4dae124f0/', NULL, '8f5c8a3b-175d-42b3-9cbd-6ed4dae124f0', NULL, NULL, '2026-11-27 09:05:16.46102+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (8, 'track', 's3', 'recordings', 'marzipan/track-0.webm', NULL, NULL, '1800ab91-fb9a-4f1d-a1a8-818b4675b2da', NULL, '2026-11-27 09:05:16.471599+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (9, 'track', 's3', 'recordings', 'marzipan/track-1.webm', NULL, NULL, '1800ab91-fb9a-4f1d-a1a8-818b4675b2da', NULL, '2026-11-27 09:05:16.471607+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (10, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, 'f18cdb39-8090-4b80-91f3-7e2cf900b8ca', NULL, '2026-11-27 09:05:16.471609+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (11, 'recording', 's3', 'recordings', 'marzipan/lone.mp4', NULL, NULL, '7cea5de1-cceb-40f4-a5af-698e68455515', NULL, '2026-11-27 09:05:16.47161+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (14, 'folder', 'local', '', '05c3ade4-6dc4-4965-a517-e66b1889dd9a/', NULL, '05c3ade4-6dc4-4965-a517-e66b1889dd9a', NULL, NULL, '2026-11-27 09:05:16.506461+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (15, 'recording', 's3', 'recordings', 'xylograph/alone.mp4', NULL, NULL, '711ce125-cea6-4012-a2a3-5e06120d41a6', NULL, '2026-11-27 09:05:16.513772+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (16, 'wav', 'local', '', 'aa00ae7a-ae3b-44d6-8417-20eb4d894454/audio.wav', NULL, 'aa00ae7a-ae3b-44d6-8417-20eb4d894454', NULL, NULL, '2026-11-27 09:05:16.52497+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (29, 'mp3', 's3', 'default', '785db5a6-f87d-4507-98c0-ae04c3d03b36/audio.mp3', NULL, '785db5a6-f87d-4507-98c0-ae04c3d03b36', NULL, NULL, '2026-11-27 09:05:16.70459+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (27, 'folder', 'local', '', '785db5a6-f87d-4507-98c0-ae04c3d03b36/', NULL, '785db5a6-f87d-4507-98c0-ae04c3d03b36', NULL, NULL, '2026-11-27 09:05:16.672502+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (17, 'mp3', 's3', 'default', 'aa00ae7a-ae3b-44d6-8417-20eb4d894454/audio.mp3', NULL, 'aa00ae7a-ae3b-44d6-8417-20eb4d894454', NULL, NULL, '2026-11-27 09:05:16.544613+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (12, 'folder', 'local', '', 'aa00ae7a-ae3b-44d6-8417-20eb4d894454/', NULL, 'aa00ae7a-ae3b-44d6-8417-20eb4d894454', NULL, NULL, '2026-11-27 09:05:16.502505+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (30, 'recording', 's3', 'recordings', 'xylograph/member.mp4', NULL, NULL, '2266558e-c93d-4b7d-a97b-f2f7d1a44100', NULL, '2026-11-27 09:05:16.736048+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (18, 'wav', 'local', '', '33914a72-106a-4ed1-a059-29b74e4a0b3c/audio.wav', NULL, '33914a72-106a-4ed1-a059-29b74e4a0b3c', NULL, NULL, '2026-11-27 09:05:16.563602+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (31, 'recording', 's3', 'recordings', 'xylograph/orphan.mp4', NULL, NULL, '2db72419-854e-4865-8ba8-ce2599688ec9', NULL, '2026-11-27 09:05:16.736056+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (32, 'composed_video', 's3', 'recordings', 'composed/xylograph-orphan.mp4', NULL, NULL, NULL, '70bb46f6-f222-48ec-b318-050179afab52', '2026-11-27 09:05:16.744672+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (19, 'mp3', 's3', 'default', '33914a72-106a-4ed1-a059-29b74e4a0b3c/audio.mp3', NULL, '33914a72-106a-4ed1-a059-29b74e4a0b3c', NULL, NULL, '2026-11-27 09:05:16.581128+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (13, 'folder', 'local', '', '33914a72-106a-4ed1-a059-29b74e4a0b3c/', NULL, '33914a72-106a-4ed1-a059-29b74e4a0b3c', NULL, NULL, '2026-11-27 09:05:16.504851+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (20, 'folder', 'local', '', '6adf1b4f-23fb-4958-bbab-7fd317c912eb/', NULL, '6adf1b4f-23fb-4958-bbab-7fd317c912eb', NULL, NULL, '2026-11-27 09:05:16.603885+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (22, 'track', 's3', 'recordings', 'xylograph/track-0.webm', NULL, NULL, 'd0529ff7-5ffc-48b9-ae9f-79475771e418', NULL, '2026-11-27 09:05:16.612093+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (23, 'track', 's3', 'recordings', 'xylograph/track-1.webm', NULL, NULL, 'd0529ff7-5ffc-48b9-ae9f-79475771e418', NULL, '2026-11-27 09:05:16.612101+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (24, 'composed_video', 's3', 'recordings', 'composed/xylograph.mp4', NULL, NULL, NULL, '6f908702-ab93-46a2-83ef-1c0f4c0486f9', '2026-11-27 09:05:16.620837+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (25, 'wav', 'local', '', '2923c3a9-2191-41c2-a5ad-2eb81c0f2d5b/audio.wav', NULL, '2923c3a9-2191-41c2-a5ad-2eb81c0f2d5b', NULL, NULL, '2026-11-27 09:05:16.631541+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (34, 'recording', 's3', 'recordings', 'xylograph/adopted.mp4', NULL, NULL, '83587039-9c7c-4853-b167-25a0d64de784', NULL, '2026-11-27 09:05:16.776939+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (35, 'composed_video', 's3', 'recordings', 'composed/marzipan.mp4', NULL, NULL, NULL, '201f1d77-a11b-46b3-8644-74f5952392b6', '2026-11-27 09:05:16.785509+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (26, 'mp3', 's3', 'default', '2923c3a9-2191-41c2-a5ad-2eb81c0f2d5b/audio.mp3', NULL, '2923c3a9-2191-41c2-a5ad-2eb81c0f2d5b', NULL, NULL, '2026-11-27 09:05:16.653301+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (21, 'folder', 'local', '', '2923c3a9-2191-41c2-a5ad-2eb81c0f2d5b/', NULL, '2923c3a9-2191-41c2-a5ad-2eb81c0f2d5b', NULL, NULL, '2026-11-27 09:05:16.605386+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (36, 'folder', 'local', '', '65197b69-8852-497f-926e-db0d7ddd1cca/', NULL, '65197b69-8852-497f-926e-db0d7ddd1cca', NULL, NULL, '2026-11-27 09:05:16.795373+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (28, 'wav', 'local', '', '785db5a6-f87d-4507-98c0-ae04c3d03b36/audio.wav', NULL, '785db5a6-f87d-4507-98c0-ae04c3d03b36', NULL, NULL, '2026-11-27 09:05:16.684935+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (41, 'wav', 'local', '', 'ef55f0ba-d2d4-4ecc-9c07-69bcadb856c1/audio.wav', NULL, 'ef55f0ba-d2d4-4ecc-9c07-69bcadb856c1', NULL, NULL, '2026-11-27 09:05:16.865268+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (37, 'mp3', 's3', 'default', '65197b69-8852-497f-926e-db0d7ddd1cca/audio.mp3', NULL, '65197b69-8852-497f-926e-db0d7ddd1cca', NULL, NULL, '2026-11-27 09:05:16.795381+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (38, 'wav', 'local', '', '784ad996-29bd-400c-89e1-c7b1474a3f37/audio.wav', NULL, '784ad996-29bd-400c-89e1-c7b1474a3f37', NULL, NULL, '2026-11-27 09:05:16.806027+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (47, 'wav', 'local', '', '4aa34dac-73c8-4ae3-b28d-a7f66ac40fbc/audio.wav', NULL, '4aa34dac-73c8-4ae3-b28d-a7f66ac40fbc', NULL, NULL, '2026-11-27 09:05:16.951197+00', '2026-11-27 08:05:16.956735+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (39, 'mp3', 's3', 'default', '784ad996-29bd-400c-89e1-c7b1474a3f37/audio.mp3', NULL, '784ad996-29bd-400c-89e1-c7b1474a3f37', NULL, NULL, '2026-11-27 09:05:16.830513+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (33, 'folder', 'local', '', '784ad996-29bd-400c-89e1-c7b1474a3f37/', NULL, '784ad996-29bd-400c-89e1-c7b1474a3f37', NULL, NULL, '2026-11-27 09:05:16.769115+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (42, 'mp3', 's3', 'default', 'ef55f0ba-d2d4-4ecc-9c07-69bcadb856c1/audio.mp3', NULL, 'ef55f0ba-d2d4-4ecc-9c07-69bcadb856c1', NULL, NULL, '2026-11-27 09:05:16.888504+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (40, 'folder', 'local', '', 'ef55f0ba-d2d4-4ecc-9c07-69bcadb856c1/', NULL, 'ef55f0ba-d2d4-4ecc-9c07-69bcadb856c1', NULL, NULL, '2026-11-27 09:05:16.850462+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (43, 'recording', 's3', 'recordings', 'xylograph/left-over.mp4', NULL, NULL, NULL, NULL, '2026-11-27 09:05:16.90896+00', NULL, '2026-11-26 09:05:16.906032+00', 3, '2026-11-26 21:05:16.906046+00', NULL, NULL);
INSERT INTO public.artifact VALUES (44, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, NULL, NULL, '2026-11-27 09:05:16.908964+00', NULL, '2026-11-26 09:05:16.906199+00', 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (46, 'folder', 'local', '', '795cd5ba-94a7-49a7-ac68-a85792a83dda/', NULL, '795cd5ba-94a7-49a7-ac68-a85792a83dda', NULL, NULL, '2026-11-27 09:05:16.934181+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (45, 'folder', 'local', '', '4aa34dac-73c8-4ae3-b28d-a7f66ac40fbc/', NULL, '4aa34dac-73c8-4ae3-b28d-a7f66ac40fbc', NULL, NULL, '2026-11-27 09:05:16.931766+00', '2026-11-27 08:05:16.956735+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.instance VALUES (1, 'e964ede6-3e80-455f-ac6b-f1a0d9908d3e', '2026-11-27 09:05:16.340489+00');
INSERT INTO public.job VALUES ('4aa34dac-73c8-4ae3-b28d-a7f66ac40fbc', 'convert', '2026-11-27 09:05:16.935773+00', 0, 'worker-1', NULL, NULL, 1, 'xylograph', NULL, 0);
INSERT INTO public.job VALUES ('795cd5ba-94a7-49a7-ac68-a85792a83dda', 'convert', '2026-11-27 09:05:16.937686+00', 0, 'worker-1', NULL, NULL, 1, 'marzipan', NULL, 0);
INSERT INTO public.marked_store VALUES ('local', '', '2026-11-27 09:05:16.394611+00');
INSERT INTO public.marked_store VALUES ('s3', 'default', '2026-11-27 09:05:16.397119+00');
INSERT INTO public.meeting VALUES ('488410cb-5c1b-4591-b65a-7e94743e7738', 'marzipan', NULL, NULL, '2026-11-19 09:05:16.432558+00', '2026-11-19 09:35:16.432558+00', NULL, false, '', NULL, NULL, true);
INSERT INTO public.meeting VALUES ('6f908702-ab93-46a2-83ef-1c0f4c0486f9', 'xylograph', NULL, NULL, '2026-11-19 09:05:16.594902+00', '2026-11-19 09:35:16.594902+00', NULL, false, '', 'composed/xylograph.mp4', NULL, true);
INSERT INTO public.meeting VALUES ('70bb46f6-f222-48ec-b318-050179afab52', 'they said xylograph', 'they said xylograph', 'they said xylograph', '2026-10-28 09:05:16.721259+00', '2026-10-28 09:35:16.721259+00', NULL, false, '', 'composed/xylograph-orphan.mp4', NULL, true);
INSERT INTO public.meeting VALUES ('201f1d77-a11b-46b3-8644-74f5952392b6', 'they said marzipan', 'they said marzipan', 'they said marzipan', '2026-01-31 09:05:16.760942+00', '2026-01-31 09:35:16.760942+00', '823fad83-8c7d-4f73-9c0d-f76f5cc02957', false, '', 'composed/marzipan.mp4', NULL, true);
INSERT INTO public.meeting_consent VALUES ('869d9e60-7da1-4680-9d8c-ff5c960f04b7', '488410cb-5c1b-4591-b65a-7e94743e7738', 'marzipan', false, '2026-11-27 09:05:16.451596+00');
INSERT INTO public.meeting_consent VALUES ('49acd98c-5ee5-4956-8b4a-91d1eb4d3262', '6f908702-ab93-46a2-83ef-1c0f4c0486f9', 'xylograph', true, '2026-11-27 09:05:16.60079+00');
INSERT INTO public.meeting_consent VALUES ('45576ded-7f9d-43ac-9c78-1fa2f32ce7c8', '6f908702-ab93-46a2-83ef-1c0f4c0486f9', 'xylograph', false, '2026-11-27 09:05:16.601593+00');
INSERT INTO public.meeting_consent VALUES ('ea5c09d1-1651-4704-bc66-c3b6161bd916', '70bb46f6-f222-48ec-b318-050179afab52', NULL, true, '2026-11-27 09:05:16.72739+00');
INSERT INTO public.meeting_consent VALUES ('8a13b147-3d4e-4c51-9706-b4accce5dce6', '201f1d77-a11b-46b3-8644-74f5952392b6', NULL, false, '2026-11-27 09:05:16.767068+00');
INSERT INTO public.recording VALUES ('1800ab91-fb9a-4f1d-a1a8-818b4675b2da', 'recordings', '', '2026-11-19 09:05:16.432683+00', 'completed', '488410cb-5c1b-4591-b65a-7e94743e7738', '["marzipan/track-0.webm", "marzipan/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('f18cdb39-8090-4b80-91f3-7e2cf900b8ca', 'recordings', 'marzipan/shared.mp4', '2026-11-19 09:05:16.432722+00', 'completed', '488410cb-5c1b-4591-b65a-7e94743e7738', NULL, true);
INSERT INTO public.recording VALUES ('7cea5de1-cceb-40f4-a5af-698e68455515', 'recordings', 'marzipan/lone.mp4', '2026-11-19 09:05:16.432802+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('711ce125-cea6-4012-a2a3-5e06120d41a6', 'recordings', 'xylograph/alone.mp4', '2026-11-19 09:05:16.496246+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('d0529ff7-5ffc-48b9-ae9f-79475771e418', 'recordings', '', '2026-11-19 09:05:16.596794+00', 'completed', '6f908702-ab93-46a2-83ef-1c0f4c0486f9', '["xylograph/track-0.webm", "xylograph/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('2266558e-c93d-4b7d-a97b-f2f7d1a44100', 'recordings', 'xylograph/member.mp4', '2026-11-19 09:05:16.722842+00', 'completed', '70bb46f6-f222-48ec-b318-050179afab52', NULL, true);
INSERT INTO public.recording VALUES ('2db72419-854e-4865-8ba8-ce2599688ec9', 'recordings', 'xylograph/orphan.mp4', '2026-11-19 09:05:16.723897+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('83587039-9c7c-4853-b167-25a0d64de784', 'recordings', 'xylograph/adopted.mp4', '2026-11-19 09:05:16.750395+00', 'completed', NULL, NULL, true);
INSERT INTO public.retention_run VALUES ('c42d5eff-14fc-4fc7-8f75-e0c987a06a6d', 'call', 7, '2026-11-20 09:05:16.264775+00', '2026-11-27 09:05:16.277376+00', '2026-11-27 09:05:16.428813+00', 'done', 1, 0, 0, 3, 0);
INSERT INTO public.room VALUES ('823fad83-8c7d-4f73-9c0d-f76f5cc02957', 'room-823fad83', 'its-owner', '2026-11-27 09:05:16.764121+00', false, '');
INSERT INTO public.tombstone VALUES ('3921a0f7-303f-4ffe-a54f-b4e0353e18d2', 'transcript', 'expired', '2026-11-27 09:05:16.289266+00', 'c42d5eff-14fc-4fc7-8f75-e0c987a06a6d');
INSERT INTO public.transcript VALUES ('454eeefc-8be2-4a32-97b5-f28365bd50cb', 'A talk', 'ended', '2026-11-19 09:05:16.432769+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', '488410cb-5c1b-4591-b65a-7e94743e7738', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('dc8ce6b8-69ef-4ca8-8d69-ab89e198c976', 'A talk', 'ended', '2026-11-21 09:05:16.432818+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '7cea5de1-cceb-40f4-a5af-698e68455515', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('ffaaefe0-6902-40d9-808a-e898e8d5d11a', 'A talk', 'ended', '2026-11-19 09:05:16.432834+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', '488410cb-5c1b-4591-b65a-7e94743e7738', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('8f5c8a3b-175d-42b3-9cbd-6ed4dae124f0', 'A talk', 'ended', '2026-11-19 09:05:16.432849+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '7cea5de1-cceb-40f4-a5af-698e68455515', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('aa00ae7a-ae3b-44d6-8417-20eb4d894454', 'they said xylograph', 'ended', '2026-11-19 09:05:16.4959+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('33914a72-106a-4ed1-a059-29b74e4a0b3c', 'they said xylograph', 'ended', '2026-11-18 09:05:16.496173+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('05c3ade4-6dc4-4965-a517-e66b1889dd9a', 'A talk', 'ended', '2026-11-15 09:05:16.49826+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '711ce125-cea6-4012-a2a3-5e06120d41a6', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('6adf1b4f-23fb-4958-bbab-7fd317c912eb', 'A talk', 'ended', '2026-11-07 09:05:16.598424+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', '6f908702-ab93-46a2-83ef-1c0f4c0486f9', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('2923c3a9-2191-41c2-a5ad-2eb81c0f2d5b', 'A talk', 'ended', '2026-11-18 09:05:16.598483+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'd0529ff7-5ffc-48b9-ae9f-79475771e418', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('785db5a6-f87d-4507-98c0-ae04c3d03b36', 'they said xylograph', 'ended', '2026-11-26 09:05:16.669612+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', '2026-11-27 06:41:16.669562+00', 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('784ad996-29bd-400c-89e1-c7b1474a3f37', 'they said marzipan', 'ended', '2026-01-31 09:05:16.762178+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('65197b69-8852-497f-926e-db0d7ddd1cca', 'they said xylograph', 'ended', '2026-11-19 09:05:16.752035+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, '83587039-9c7c-4853-b167-25a0d64de784', 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('ef55f0ba-d2d4-4ecc-9c07-69bcadb856c1', 'they said marzipan', 'ended', '2026-11-21 09:05:16.847672+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('4aa34dac-73c8-4ae3-b28d-a7f66ac40fbc', 'A talk', 'processing', '2026-11-19 09:05:16.928672+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('795cd5ba-94a7-49a7-ac68-a85792a83dda', 'A talk', 'uploaded', '2026-01-31 09:05:16.928802+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('21402328-bb0e-4bdb-9ec8-4ccb2ac72055', 'they said xylograph', 'ended', '2026-11-19 09:05:16.960092+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, false);
SELECT pg_catalog.setval('public.artifact_id_seq', 47, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.artifact
    ADD CONSTRAINT pk_artifact PRIMARY KEY (id);
ALTER TABLE ONLY public.instance
    ADD CONSTRAINT pk_instance PRIMARY KEY (one);
ALTER TABLE ONLY public.job
    ADD CONSTRAINT pk_job PRIMARY KEY (transcript_id);
ALTER TABLE ONLY public.marked_store
    ADD CONSTRAINT pk_marked_store PRIMARY KEY (store, bucket);
ALTER TABLE ONLY public.meeting
    ADD CONSTRAINT pk_meeting PRIMARY KEY (id);
ALTER TABLE ONLY public.meeting_consent
    ADD CONSTRAINT pk_meeting_consent PRIMARY KEY (id);
ALTER TABLE ONLY public.recording
    ADD CONSTRAINT pk_recording PRIMARY KEY (id);
ALTER TABLE ONLY public.retention_run
    ADD CONSTRAINT pk_retention_run PRIMARY KEY (id);
ALTER TABLE ONLY public.room
    ADD CONSTRAINT pk_room PRIMARY KEY (id);
ALTER TABLE ONLY public.tombstone
    ADD CONSTRAINT pk_tombstone PRIMARY KEY (id);
ALTER TABLE ONLY public.transcript
    ADD CONSTRAINT pk_transcript PRIMARY KEY (id);
ALTER TABLE ONLY public.room
    ADD CONSTRAINT uq_room_name UNIQUE (name);
CREATE INDEX ix_artifact_doomed ON public.artifact USING btree (store, bucket, key, id) WHERE ((transcript_id IS NULL) AND (recording_id IS NULL) AND (meeting_id IS NULL));
CREATE INDEX ix_artifact_location ON public.artifact USING btree (store, bucket, key) WHERE ((transcript_id IS NOT NULL) OR (recording_id IS NOT NULL) OR (meeting_id IS NOT NULL));
CREATE INDEX ix_artifact_meeting_id ON public.artifact USING btree (meeting_id) WHERE (meeting_id IS NOT NULL);
CREATE INDEX ix_artifact_recording_id ON public.artifact USING btree (recording_id) WHERE (recording_id IS NOT NULL);
CREATE INDEX ix_artifact_transcript_id ON public.artifact USING btree (transcript_id) WHERE (transcript_id IS NOT NULL);
CREATE INDEX ix_job_client_started_at ON public.job USING btree (client, started_at);
CREATE INDEX ix_job_stage_lease_until ON public.job USING btree (stage, lease_until);
CREATE INDEX ix_meeting_consent_meeting_id ON public.meeting_consent USING btree (meeting_id);
CREATE INDEX ix_meeting_consent_refused ON public.meeting_consent USING btree (meeting_id) WHERE (NOT consent_given);
CREATE INDEX ix_meeting_not_inventoried ON public.meeting USING btree (id) WHERE (NOT inventoried);
CREATE INDEX ix_meeting_room_id ON public.meeting USING btree (room_id);
CREATE INDEX ix_meeting_start_date ON public.meeting USING btree (start_date);
CREATE INDEX ix_recording_meeting_id ON public.recording USING btree (meeting_id);
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
ALTER TABLE ONLY public.recording
    ADD CONSTRAINT fk_recording_meeting_id_meeting FOREIGN KEY (meeting_id) REFERENCES public.meeting(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.transcript
    ADD CONSTRAINT fk_transcript_meeting_id_meeting FOREIGN KEY (meeting_id) REFERENCES public.meeting(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.transcript
    ADD CONSTRAINT fk_transcript_recording_id_recording FOREIGN KEY (recording_id) REFERENCES public.recording(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.transcript
    ADD CONSTRAINT fk_transcript_room_id_room FOREIGN KEY (room_id) REFERENCES public.room(id) ON DELETE SET NULL;
