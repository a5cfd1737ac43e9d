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
INSERT INTO public.alembic_version VALUES ('0001');
INSERT INTO public.artifact VALUES (4, 'folder', 'local', '', 'e5fcec5a-a69a-4b41-9930-b25328259fc8/', NULL, 'e5fcec5a-a69a-4b41-9930-b25328259fc8', NULL, NULL, '2026-11-23 22:22:16.673325+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (5, 'folder', 'local', '', '4474caf2-6365-4788-8134-52d4c75c3c92/', NULL, '4474caf2-6365-4788-8134-52d4c75c3c92', NULL, NULL, '2026-11-23 22:22:16.675301+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (6, 'folder', 'local', '', 'f4df789b-062a-4ec2-a661-a6fa6484e8d4/', NULL, 'f4df789b-062a-4ec2-a661-a6fa6484e8d4', NULL, NULL, '2026-11-23 22:22:16.676301+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (7, 'folder', 'local', '', '3e1c009a-5fb6-4157-9b0a-523a794f4b5d/', NULL, '3e1c009a-5fb6-4157-9b0a-523a794f4b5d', NULL, NULL, '2026-11-23 22:22:16.67799+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (8, 'track', 's3', 'recordings', 'marzipan/track-0.webm', NULL, NULL, 'f63b0765-d2cc-4441-8806-e1c683bb8c99', NULL, '2026-11-23 22:22:16.682809+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (9, 'track', 's3', 'recordings', 'marzipan/track-1.webm', NULL, NULL, 'f63b0765-d2cc-4441-8806-e1c683bb8c99', NULL, '2026-11-23 22:22:16.682814+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (10, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, '579c5069-c629-46df-9e15-9dcb465fe9c1', NULL, '2026-11-23 22:22:16.682815+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (11, 'recording', 's3', 'recordings', 'marzipan/lone.mp4', NULL, NULL, '25d8dd30-8452-47fb-a6c5-29a2747d663b', NULL, '2026-11-23 22:22:16.682816+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (14, 'folder', 'local', '', 'f43b8482-de90-428d-b193-6edb40d0ee5f/', NULL, 'f43b8482-de90-428d-b193-6edb40d0ee5f', NULL, NULL, '2026-11-23 22:22:16.725922+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (15, 'recording', 's3', 'recordings', 'xylograph/alone.mp4', NULL, NULL, '9fe5702d-77fa-43d6-b590-426a6cd84c8d', NULL, '2026-11-23 22:22:16.731387+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (16, 'wav', 'local', '', 'd738bc77-5e02-4ede-a9ab-4be468218623/audio.wav', NULL, 'd738bc77-5e02-4ede-a9ab-4be468218623', NULL, NULL, '2026-11-23 22:22:16.741662+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (29, 'mp3', 's3', 'default', '78cb9890-59b4-4f92-9b08-4776e2a3a267/audio.mp3', NULL, '78cb9890-59b4-4f92-9b08-4776e2a3a267', NULL, NULL, '2026-11-23 22:22:16.989149+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (27, 'folder', 'local', '', '78cb9890-59b4-4f92-9b08-4776e2a3a267/', NULL, '78cb9890-59b4-4f92-9b08-4776e2a3a267', NULL, NULL, '2026-11-23 22:22:16.958005+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (17, 'mp3', 's3', 'default', 'd738bc77-5e02-4ede-a9ab-4be468218623/audio.mp3', NULL, 'd738bc77-5e02-4ede-a9ab-4be468218623', NULL, NULL, '2026-11-23 22:22:16.770134+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (12, 'folder', 'local', '', 'd738bc77-5e02-4ede-a9ab-4be468218623/', NULL, 'd738bc77-5e02-4ede-a9ab-4be468218623', NULL, NULL, '2026-11-23 22:22:16.721159+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (30, 'recording', 's3', 'recordings', 'xylograph/member.mp4', NULL, NULL, '6b7f3dab-f908-48d9-87c4-9040c5dcd607', NULL, '2026-11-23 22:22:17.065618+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (18, 'wav', 'local', '', '868f572d-b1d1-45ec-9114-3658305ac7fa/audio.wav', NULL, '868f572d-b1d1-45ec-9114-3658305ac7fa', NULL, NULL, '2026-11-23 22:22:16.790058+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (31, 'recording', 's3', 'recordings', 'xylograph/orphan.mp4', NULL, NULL, 'd46f634b-56c7-41b6-8e65-13701c42e030', NULL, '2026-11-23 22:22:17.065623+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (32, 'composed_video', 's3', 'default', 'composed/xylograph-orphan.mp4', NULL, NULL, NULL, '0a7dce29-98af-48ee-a38a-6115e5865bae', '2026-11-23 22:22:17.071641+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (19, 'mp3', 's3', 'default', '868f572d-b1d1-45ec-9114-3658305ac7fa/audio.mp3', NULL, '868f572d-b1d1-45ec-9114-3658305ac7fa', NULL, NULL, '2026-11-23 22:22:16.817523+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (13, 'folder', 'local', '', '868f572d-b1d1-45ec-9114-3658305ac7fa/', NULL, '868f572d-b1d1-45ec-9114-3658305ac7fa', NULL, NULL, '2026-11-23 22:22:16.72376+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (20, 'folder', 'local', '', 'eebcbfea-ff7c-4551-bc3f-838cce993e20/', NULL, 'eebcbfea-ff7c-4551-bc3f-838cce993e20', NULL, NULL, '2026-11-23 22:22:16.861809+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (22, 'track', 's3', 'recordings', 'xylograph/track-0.webm', NULL, NULL, '1b563c57-2fbc-42f5-aaee-133e3d675f28', NULL, '2026-11-23 22:22:16.869587+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (23, 'track', 's3', 'recordings', 'xylograph/track-1.webm', NULL, NULL, '1b563c57-2fbc-42f5-aaee-133e3d675f28', NULL, '2026-11-23 22:22:16.869594+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (24, 'composed_video', 's3', 'default', 'composed/xylograph.mp4', NULL, NULL, NULL, '980eeecc-590a-4e3a-bac8-3249990e6a74', '2026-11-23 22:22:16.876127+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (25, 'wav', 'local', '', 'a9b32524-f9d2-4b9c-9b9a-0c224aa5426c/audio.wav', NULL, 'a9b32524-f9d2-4b9c-9b9a-0c224aa5426c', NULL, NULL, '2026-11-23 22:22:16.898911+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (34, 'recording', 's3', 'recordings', 'xylograph/adopted.mp4', NULL, NULL, 'b14b0ed8-efb8-49f4-a00f-297f3a278073', NULL, '2026-11-23 22:22:17.121508+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (35, 'composed_video', 's3', 'default', 'composed/marzipan.mp4', NULL, NULL, NULL, '9cce39ec-fdf0-4197-ac86-841b2293d88e', '2026-11-23 22:22:17.127773+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (26, 'mp3', 's3', 'default', 'a9b32524-f9d2-4b9c-9b9a-0c224aa5426c/audio.mp3', NULL, 'a9b32524-f9d2-4b9c-9b9a-0c224aa5426c', NULL, NULL, '2026-11-23 22:22:16.930559+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (21, 'folder', 'local', '', 'a9b32524-f9d2-4b9c-9b9a-0c224aa5426c/', NULL, 'a9b32524-f9d2-4b9c-9b9a-0c224aa5426c', NULL, NULL, '2026-11-23 22:22:16.862931+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (36, 'folder', 'local', '', 'd7e4d9ef-f7e8-4cd7-bb57-080af3d8c050/', NULL, 'd7e4d9ef-f7e8-4cd7-bb57-080af3d8c050', NULL, NULL, '2026-11-23 22:22:17.135032+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (28, 'wav', 'local', '', '78cb9890-59b4-4f92-9b08-4776e2a3a267/audio.wav', NULL, '78cb9890-59b4-4f92-9b08-4776e2a3a267', NULL, NULL, '2026-11-23 22:22:16.967852+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (41, 'wav', 'local', '', 'c9c88e29-0f1c-4ce9-915e-97c5e33266a8/audio.wav', NULL, 'c9c88e29-0f1c-4ce9-915e-97c5e33266a8', NULL, NULL, '2026-11-23 22:22:17.211499+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (37, 'mp3', 's3', 'default', 'd7e4d9ef-f7e8-4cd7-bb57-080af3d8c050/audio.mp3', NULL, 'd7e4d9ef-f7e8-4cd7-bb57-080af3d8c050', NULL, NULL, '2026-11-23 22:22:17.135038+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (38, 'wav', 'local', '', 'a808fd70-b934-44f9-b2a1-a988e6a00a1f/audio.wav', NULL, 'a808fd70-b934-44f9-b2a1-a988e6a00a1f', NULL, NULL, '2026-11-23 22:22:17.150505+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (47, 'wav', 'local', '', '1389d3aa-9abd-4055-b3de-07bd6097856a/audio.wav', NULL, '1389d3aa-9abd-4055-b3de-07bd6097856a', NULL, NULL, '2026-11-23 22:22:17.311818+00', '2026-11-23 21:22:17.320728+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (39, 'mp3', 's3', 'default', 'a808fd70-b934-44f9-b2a1-a988e6a00a1f/audio.mp3', NULL, 'a808fd70-b934-44f9-b2a1-a988e6a00a1f', NULL, NULL, '2026-11-23 22:22:17.179024+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (33, 'folder', 'local', '', 'a808fd70-b934-44f9-b2a1-a988e6a00a1f/', NULL, 'a808fd70-b934-44f9-b2a1-a988e6a00a1f', NULL, NULL, '2026-11-23 22:22:17.113862+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (42, 'mp3', 's3', 'default', 'c9c88e29-0f1c-4ce9-915e-97c5e33266a8/audio.mp3', NULL, 'c9c88e29-0f1c-4ce9-915e-97c5e33266a8', NULL, NULL, '2026-11-23 22:22:17.243384+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (40, 'folder', 'local', '', 'c9c88e29-0f1c-4ce9-915e-97c5e33266a8/', NULL, 'c9c88e29-0f1c-4ce9-915e-97c5e33266a8', NULL, NULL, '2026-11-23 22:22:17.201696+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (43, 'recording', 's3', 'recordings', 'xylograph/left-over.mp4', NULL, NULL, NULL, NULL, '2026-11-23 22:22:17.273454+00', NULL, '2026-11-22 22:22:17.271382+00', 3, '2026-11-23 10:22:17.271398+00', NULL, NULL);
INSERT INTO public.artifact VALUES (44, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, NULL, NULL, '2026-11-23 22:22:17.273457+00', NULL, '2026-11-22 22:22:17.271517+00', 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (46, 'folder', 'local', '', 'be4575e2-d772-4bf4-aa14-bcc3cf9cd648/', NULL, 'be4575e2-d772-4bf4-aa14-bcc3cf9cd648', NULL, NULL, '2026-11-23 22:22:17.297984+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (45, 'folder', 'local', '', '1389d3aa-9abd-4055-b3de-07bd6097856a/', NULL, '1389d3aa-9abd-4055-b3de-07bd6097856a', NULL, NULL, '2026-11-23 22:22:17.294955+00', '2026-11-23 21:22:17.320728+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.instance VALUES (1, 'bc710a45-3a9b-4e63-b679-e6a29d455308', '2026-11-23 22:22:16.486959+00');
INSERT INTO public.job VALUES ('1389d3aa-9abd-4055-b3de-07bd6097856a', 'convert', '2026-11-23 22:22:17.29899+00', 0, 'worker-1', NULL, NULL, 1, 'xylograph', NULL, 0);
INSERT INTO public.job VALUES ('be4575e2-d772-4bf4-aa14-bcc3cf9cd648', 'convert', '2026-11-23 22:22:17.303803+00', 0, 'worker-1', NULL, NULL, 1, 'marzipan', NULL, 0);
INSERT INTO public.marked_store VALUES ('local', '', '2026-11-23 22:22:16.518416+00');
INSERT INTO public.marked_store VALUES ('s3', 'default', '2026-11-23 22:22:16.585183+00');
INSERT INTO public.meeting VALUES ('a920c6dd-6695-476c-9fd3-33299063237d', 'marzipan', NULL, NULL, '2026-11-15 22:22:16.642601+00', '2026-11-15 22:52:16.642601+00', NULL, false, '', NULL, NULL, true);
INSERT INTO public.meeting VALUES ('980eeecc-590a-4e3a-bac8-3249990e6a74', 'xylograph', NULL, NULL, '2026-11-15 22:22:16.838322+00', '2026-11-15 22:52:16.838322+00', NULL, false, '', 'composed/xylograph.mp4', NULL, true);
INSERT INTO public.meeting VALUES ('0a7dce29-98af-48ee-a38a-6115e5865bae', 'they said xylograph', 'they said xylograph', 'they said xylograph', '2026-10-24 22:22:17.031465+00', '2026-10-24 22:52:17.031465+00', NULL, false, '', 'composed/xylograph-orphan.mp4', NULL, true);
INSERT INTO public.meeting VALUES ('9cce39ec-fdf0-4197-ac86-841b2293d88e', 'they said marzipan', 'they said marzipan', 'they said marzipan', '2026-01-27 22:22:17.10634+00', '2026-01-27 22:52:17.10634+00', '98266875-e393-4036-8f7b-3d14933ae635', false, '', 'composed/marzipan.mp4', NULL, true);
INSERT INTO public.meeting_consent VALUES ('414fdd6d-94ca-4089-9419-0f2e31d9153e', 'a920c6dd-6695-476c-9fd3-33299063237d', 'marzipan', false, '2026-11-23 22:22:16.665635+00');
INSERT INTO public.meeting_consent VALUES ('4f786b80-79a0-462e-87ac-78338a368f00', '980eeecc-590a-4e3a-bac8-3249990e6a74', 'xylograph', true, '2026-11-23 22:22:16.855201+00');
INSERT INTO public.meeting_consent VALUES ('effc3f4b-eb0f-4454-94c9-61a1e4e26505', '980eeecc-590a-4e3a-bac8-3249990e6a74', 'xylograph', false, '2026-11-23 22:22:16.856459+00');
INSERT INTO public.meeting_consent VALUES ('4aac763f-761a-46c2-8d98-555d133d3bd0', '0a7dce29-98af-48ee-a38a-6115e5865bae', NULL, true, '2026-11-23 22:22:17.056884+00');
INSERT INTO public.meeting_consent VALUES ('b9f9c6f7-e1b6-45d3-86d0-a96c474b60e2', '9cce39ec-fdf0-4197-ac86-841b2293d88e', NULL, false, '2026-11-23 22:22:17.112146+00');
INSERT INTO public.recording VALUES ('f63b0765-d2cc-4441-8806-e1c683bb8c99', 'recordings', '', '2026-11-15 22:22:16.642705+00', 'completed', 'a920c6dd-6695-476c-9fd3-33299063237d', '["marzipan/track-0.webm", "marzipan/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('579c5069-c629-46df-9e15-9dcb465fe9c1', 'recordings', 'marzipan/shared.mp4', '2026-11-15 22:22:16.642739+00', 'completed', 'a920c6dd-6695-476c-9fd3-33299063237d', NULL, true);
INSERT INTO public.recording VALUES ('25d8dd30-8452-47fb-a6c5-29a2747d663b', 'recordings', 'marzipan/lone.mp4', '2026-11-15 22:22:16.642809+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('9fe5702d-77fa-43d6-b590-426a6cd84c8d', 'recordings', 'xylograph/alone.mp4', '2026-11-15 22:22:16.708605+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('1b563c57-2fbc-42f5-aaee-133e3d675f28', 'recordings', '', '2026-11-15 22:22:16.847425+00', 'completed', '980eeecc-590a-4e3a-bac8-3249990e6a74', '["xylograph/track-0.webm", "xylograph/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('6b7f3dab-f908-48d9-87c4-9040c5dcd607', 'recordings', 'xylograph/member.mp4', '2026-11-15 22:22:17.039363+00', 'completed', '0a7dce29-98af-48ee-a38a-6115e5865bae', NULL, true);
INSERT INTO public.recording VALUES ('d46f634b-56c7-41b6-8e65-13701c42e030', 'recordings', 'xylograph/orphan.mp4', '2026-11-15 22:22:17.04726+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('b14b0ed8-efb8-49f4-a00f-297f3a278073', 'recordings', 'xylograph/adopted.mp4', '2026-11-15 22:22:17.077417+00', 'completed', NULL, NULL, true);
INSERT INTO public.retention_run VALUES ('c72ad3f5-83d9-433f-9751-b8a70df2c1e0', 'call', 7, '2026-11-16 22:22:16.368301+00', '2026-11-23 22:22:16.385764+00', '2026-11-23 22:22:16.62718+00', 'done', 1, 0, 0, 3, 0);
INSERT INTO public.room VALUES ('98266875-e393-4036-8f7b-3d14933ae635', 'room-98266875', 'its-owner', '2026-11-23 22:22:17.109145+00', false, '');
INSERT INTO public.tombstone VALUES ('73cedd23-88de-48f5-be41-a961a4e188fb', 'transcript', 'expired', '2026-11-23 22:22:16.398523+00', 'c72ad3f5-83d9-433f-9751-b8a70df2c1e0');
INSERT INTO public.transcript VALUES ('e5fcec5a-a69a-4b41-9930-b25328259fc8', 'A talk', 'ended', '2026-11-15 22:22:16.642781+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', 'a920c6dd-6695-476c-9fd3-33299063237d', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('4474caf2-6365-4788-8134-52d4c75c3c92', 'A talk', 'ended', '2026-11-17 22:22:16.642824+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '25d8dd30-8452-47fb-a6c5-29a2747d663b', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('f4df789b-062a-4ec2-a661-a6fa6484e8d4', 'A talk', 'ended', '2026-11-15 22:22:16.642839+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', 'a920c6dd-6695-476c-9fd3-33299063237d', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('3e1c009a-5fb6-4157-9b0a-523a794f4b5d', 'A talk', 'ended', '2026-11-15 22:22:16.642853+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '25d8dd30-8452-47fb-a6c5-29a2747d663b', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('d738bc77-5e02-4ede-a9ab-4be468218623', 'they said xylograph', 'ended', '2026-11-15 22:22:16.708434+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('868f572d-b1d1-45ec-9114-3658305ac7fa', 'they said xylograph', 'ended', '2026-11-14 22:22:16.708566+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('f43b8482-de90-428d-b193-6edb40d0ee5f', 'A talk', 'ended', '2026-11-11 22:22:16.715592+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '9fe5702d-77fa-43d6-b590-426a6cd84c8d', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('eebcbfea-ff7c-4551-bc3f-838cce993e20', 'A talk', 'ended', '2026-11-03 22:22:16.85185+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', '980eeecc-590a-4e3a-bac8-3249990e6a74', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('a9b32524-f9d2-4b9c-9b9a-0c224aa5426c', 'A talk', 'ended', '2026-11-14 22:22:16.851982+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '1b563c57-2fbc-42f5-aaee-133e3d675f28', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('78cb9890-59b4-4f92-9b08-4776e2a3a267', 'they said xylograph', 'ended', '2026-11-22 22:22:16.955924+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', '2026-11-23 19:58:16.955885+00', 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('a808fd70-b934-44f9-b2a1-a988e6a00a1f', 'they said marzipan', 'ended', '2026-01-27 22:22:17.107925+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('d7e4d9ef-f7e8-4cd7-bb57-080af3d8c050', 'they said xylograph', 'ended', '2026-11-15 22:22:17.083239+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, 'b14b0ed8-efb8-49f4-a00f-297f3a278073', 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('c9c88e29-0f1c-4ce9-915e-97c5e33266a8', 'they said marzipan', 'ended', '2026-11-17 22:22:17.199462+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('1389d3aa-9abd-4055-b3de-07bd6097856a', 'A talk', 'processing', '2026-11-15 22:22:17.293302+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('be4575e2-d772-4bf4-aa14-bcc3cf9cd648', 'A talk', 'uploaded', '2026-01-27 22:22:17.293377+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('4b0d6a6d-1b07-4f72-b92d-81ffde666ef9', 'they said xylograph', 'ended', '2026-11-15 22:22:17.326507+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, false);
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
CREATE INDEX ix_artifact_location ON public.artifact USING btree (store, bucket, key);
CREATE INDEX ix_artifact_meeting_id ON public.artifact USING btree (meeting_id) WHERE (meeting_id IS NOT NULL);
CREATE INDEX ix_artifact_recording_id ON public.artifact USING btree (recording_id) WHERE (recording_id IS NOT NULL);
CREATE INDEX ix_artifact_transcript_id ON public.artifact USING btree (transcript_id) WHERE (transcript_id IS NOT NULL);
CREATE INDEX ix_job_client_started_at ON public.job USING btree (client, started_at);
CREATE INDEX ix_job_stage_lease_until ON public.job USING btree (stage, lease_until);
CREATE INDEX ix_meeting_consent_meeting_id ON public.meeting_consent USING btree (meeting_id);
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
    ADD CONSTRAINT fk_meeting_room_id_room FOREIGN KEY (room_id) REFERENCES public.room(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.recording
    ADD CONSTRAINT fk_recording_meeting_id_meeting FOREIGN KEY (meeting_id) REFERENCES public.meeting(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.transcript
    ADD CONSTRAINT fk_transcript_meeting_id_meeting FOREIGN KEY (meeting_id) REFERENCES public.meeting(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.transcript
    ADD CONSTRAINT fk_transcript_recording_id_recording FOREIGN KEY (recording_id) REFERENCES public.recording(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.transcript
    ADD CONSTRAINT fk_transcript_room_id_room FOREIGN KEY (room_id) REFERENCES public.room(id) ON DELETE SET NULL;
