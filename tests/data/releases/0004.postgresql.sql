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
INSERT INTO public.artifact VALUES (4, 'folder', 'local', '', 'b924ecad-7722-4777-bc00-0ca27017e165/', NULL, 'b924ecad-7722-4777-bc00-0ca27017e165', NULL, NULL, '2026-12-01 09:58:55.311118+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (5, 'folder', 'local', '', 'd95a4ce6-ca8c-434a-95c1-ad8c4e602537/', NULL, 'd95a4ce6-ca8c-434a-95c1-ad8c4e602537', NULL, NULL, '2026-12-01 09:58:55.324858+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (6, 'folder', 'local', '', '65a183bb-41ea-4fbd-a58e-51ca3e6fff16/', NULL, '65a183bb-41ea-4fbd-a58e-51ca3e6fff16', NULL, NULL, '2026-12-01 09:58:55.334893+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (7, 'folder', 'local', '', '3a532fdd-92c4-4a8d-9266-b9f60b7e1eb1/', NULL, '3a532fdd-92c4-4a8d-9266-b9f60b7e1eb1', NULL, NULL, '2026-12-01 09:58:55.340792+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (8, 'track', 's3', 'recordings', 'marzipan/track-0.webm', NULL, NULL, '0611cfdf-4236-449d-b2a3-b72ec4bda460', NULL, '2026-12-01 09:58:55.40241+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (9, 'track', 's3', 'recordings', 'marzipan/track-1.webm', NULL, NULL, '0611cfdf-4236-449d-b2a3-b72ec4bda460', NULL, '2026-12-01 09:58:55.402416+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (10, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, 'a0a5fcf5-93a8-4597-82f1-9bb0f6c7e98f', NULL, '2026-12-01 09:58:55.402416+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (11, 'recording', 's3', 'recordings', 'marzipan/lone.mp4', NULL, NULL, 'e3e86aa3-1892-4a0e-8d60-abea3c7b6ae0', NULL, '2026-12-01 09:58:55.402417+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (14, 'folder', 'local', '', 'ae047ef1-b9dc-416d-a21e-3ce5c93cd79f/', NULL, 'ae047ef1-b9dc-416d-a21e-3ce5c93cd79f', NULL, NULL, '2026-12-01 09:58:55.543566+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (15, 'recording', 's3', 'recordings', 'xylograph/alone.mp4', NULL, NULL, 'fce7c9b6-9434-4aa0-ba61-871ef1bc69d4', NULL, '2026-12-01 09:58:55.563704+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (16, 'wav', 'local', '', 'ce3531a0-7089-4d7e-ba51-e022e4003890/audio.wav', NULL, 'ce3531a0-7089-4d7e-ba51-e022e4003890', NULL, NULL, '2026-12-01 09:58:55.611433+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (17, 'mp3', 's3', 'default', 'ce3531a0-7089-4d7e-ba51-e022e4003890/audio.mp3', NULL, 'ce3531a0-7089-4d7e-ba51-e022e4003890', NULL, NULL, '2026-12-01 09:58:55.677513+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (12, 'folder', 'local', '', 'ce3531a0-7089-4d7e-ba51-e022e4003890/', NULL, 'ce3531a0-7089-4d7e-ba51-e022e4003890', NULL, NULL, '2026-12-01 09:58:55.532986+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (18, 'wav', 'local', '', '81993fac-dc08-405e-a77c-060aea1708ee/audio.wav', NULL, '81993fac-dc08-405e-a77c-060aea1708ee', NULL, NULL, '2026-12-01 09:58:55.754232+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (19, 'mp3', 's3', 'default', '81993fac-dc08-405e-a77c-060aea1708ee/audio.mp3', NULL, '81993fac-dc08-405e-a77c-060aea1708ee', NULL, NULL, '2026-12-01 09:58:55.791197+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (13, 'folder', 'local', '', '81993fac-dc08-405e-a77c-060aea1708ee/', NULL, '81993fac-dc08-405e-a77c-060aea1708ee', NULL, NULL, '2026-12-01 09:58:55.542137+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (20, 'folder', 'local', '', 'c4ffb9ee-4824-4efc-adea-e41df3853d2f/', NULL, 'c4ffb9ee-4824-4efc-adea-e41df3853d2f', NULL, NULL, '2026-12-01 09:58:55.876978+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (22, 'track', 's3', 'recordings', 'xylograph/track-0.webm', NULL, NULL, '0cd060c4-12ce-41cc-84a8-3d68ec5843dd', NULL, '2026-12-01 09:58:55.90719+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (23, 'track', 's3', 'recordings', 'xylograph/track-1.webm', NULL, NULL, '0cd060c4-12ce-41cc-84a8-3d68ec5843dd', NULL, '2026-12-01 09:58:55.907196+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (24, 'composed_video', 's3', 'recordings', 'composed/xylograph.mp4', NULL, NULL, NULL, 'f4f78031-49e7-404d-9ac9-b8f6de861714', '2026-12-01 09:58:55.940353+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (25, 'wav', 'local', '', 'b1c7148a-59d4-4bea-b6a5-7ed5c5c194d8/audio.wav', NULL, 'b1c7148a-59d4-4bea-b6a5-7ed5c5c194d8', NULL, NULL, '2026-12-01 09:58:55.976783+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (26, 'mp3', 's3', 'default', 'b1c7148a-59d4-4bea-b6a5-7ed5c5c194d8/audio.mp3', NULL, 'b1c7148a-59d4-4bea-b6a5-7ed5c5c194d8', NULL, NULL, '2026-12-01 09:58:56.042639+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (21, 'folder', 'local', '', 'b1c7148a-59d4-4bea-b6a5-7ed5c5c194d8/', NULL, 'b1c7148a-59d4-4bea-b6a5-7ed5c5c194d8', NULL, NULL, '2026-12-01 09:58:55.880632+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (28, 'wav', 'local', '', '74bd8019-5bcb-43d3-a08c-6399cd54e423/audio.wav', NULL, '74bd8019-5bcb-43d3-a08c-6399cd54e423', NULL, NULL, '2026-12-01 09:58:56.114312+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (29, 'mp3', 's3', 'default', '74bd8019-5bcb-43d3-a08c-6399cd54e423/audio.mp3', NULL, '74bd8019-5bcb-43d3-a08c-6399cd54e423', NULL, NULL, '2026-12-01 09:58:56.155876+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (27, 'folder', 'local', '', '74bd8019-5bcb-43d3-a08c-6399cd54e423/', NULL, '74bd8019-5bcb-43d3-a08c-6399cd54e423', NULL, NULL, '2026-12-01 09:58:56.09119+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (30, 'recording', 's3', 'recordings', 'xylograph/member.mp4', NULL, NULL, 'd553581d-f428-4fdf-a656-e62dfbcaf25b', NULL, '2026-12-01 09:58:56.228795+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (31, 'recording', 's3', 'recordings', 'xylograph/orphan.mp4', NULL, NULL, '9d8c6dcc-cb14-4af2-b45d-87c0281c533a', NULL, '2026-12-01 09:58:56.228802+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (34, 'recording', 's3', 'recordings', 'xylograph/adopted.mp4', NULL, NULL, 'c959483a-a2bf-4839-8f5a-9b534675c0d9', NULL, '2026-12-01 09:58:56.325322+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (36, 'folder', 'local', '', 'a33aa3d2-a07d-4e76-be74-e01f396d88d2/', NULL, 'a33aa3d2-a07d-4e76-be74-e01f396d88d2', NULL, NULL, '2026-12-01 09:58:56.366299+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (37, 'mp3', 's3', 'default', 'a33aa3d2-a07d-4e76-be74-e01f396d88d2/audio.mp3', NULL, 'a33aa3d2-a07d-4e76-be74-e01f396d88d2', NULL, NULL, '2026-12-01 09:58:56.366306+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (32, 'composed_video', 's3', 'recordings', 'composed/xylograph-orphan.mp4', NULL, NULL, NULL, 'db4976fe-e5e2-4a53-9658-f6ea6945b4e3', '2026-12-01 09:58:56.24989+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (35, 'composed_video', 's3', 'recordings', 'composed/marzipan.mp4', NULL, NULL, NULL, 'e3be0adf-bc68-49b4-9df4-1ac52e239174', '2026-12-01 09:58:56.349528+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (38, 'wav', 'local', '', '5d11c657-52e0-403c-8139-cfc73b7c8e65/audio.wav', NULL, '5d11c657-52e0-403c-8139-cfc73b7c8e65', NULL, NULL, '2026-12-01 09:58:56.393836+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (39, 'mp3', 's3', 'default', '5d11c657-52e0-403c-8139-cfc73b7c8e65/audio.mp3', NULL, '5d11c657-52e0-403c-8139-cfc73b7c8e65', NULL, NULL, '2026-12-01 09:58:56.450286+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (33, 'folder', 'local', '', '5d11c657-52e0-403c-8139-cfc73b7c8e65/', NULL, '5d11c657-52e0-403c-8139-cfc73b7c8e65', NULL, NULL, '2026-12-01 09:58:56.304873+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (41, 'wav', 'local', '', 'be8b4eed-480e-43fd-a999-32e17df54f3c/audio.wav', NULL, 'be8b4eed-480e-43fd-a999-32e17df54f3c', NULL, NULL, '2026-12-01 09:58:56.573054+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (42, 'mp3', 's3', 'default', 'be8b4eed-480e-43fd-a999-32e17df54f3c/audio.mp3', NULL, 'be8b4eed-480e-43fd-a999-32e17df54f3c', NULL, NULL, '2026-12-01 09:58:56.677121+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (40, 'folder', 'local', '', 'be8b4eed-480e-43fd-a999-32e17df54f3c/', NULL, 'be8b4eed-480e-43fd-a999-32e17df54f3c', NULL, NULL, '2026-12-01 09:58:56.517269+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (43, 'recording', 's3', 'recordings', 'xylograph/left-over.mp4', NULL, NULL, NULL, NULL, '2026-12-01 09:58:56.750505+00', NULL, '2026-11-30 09:58:56.746498+00', 3, '2026-11-30 21:58:56.746509+00', NULL, NULL);
INSERT INTO public.artifact VALUES (44, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, NULL, NULL, '2026-12-01 09:58:56.750509+00', NULL, '2026-11-30 09:58:56.746628+00', 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (46, 'folder', 'local', '', 'bf975abd-6c72-4be3-a01f-a93ee11207ec/', NULL, 'bf975abd-6c72-4be3-a01f-a93ee11207ec', NULL, NULL, '2026-12-01 09:58:56.92394+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (47, 'wav', 'local', '', 'be840307-9677-45ec-a953-d3899347a5f3/audio.wav', NULL, 'be840307-9677-45ec-a953-d3899347a5f3', NULL, NULL, '2026-12-01 09:58:57.112705+00', '2026-12-01 08:58:57.136836+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (45, 'folder', 'local', '', 'be840307-9677-45ec-a953-d3899347a5f3/', NULL, 'be840307-9677-45ec-a953-d3899347a5f3', NULL, NULL, '2026-12-01 09:58:56.915611+00', '2026-12-01 08:58:57.136836+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.instance VALUES (1, 'ce2b8220-8d76-447c-b6f0-60ae9db653de', '2026-12-01 09:58:53.78873+00');
INSERT INTO public.job VALUES ('be840307-9677-45ec-a953-d3899347a5f3', 'convert', '2026-12-01 09:58:56.933581+00', 0, 'worker-1', NULL, NULL, 1, 'xylograph', NULL, 0, NULL, false, 0);
INSERT INTO public.job VALUES ('bf975abd-6c72-4be3-a01f-a93ee11207ec', 'convert', '2026-12-01 09:58:56.999619+00', 0, 'worker-1', NULL, NULL, 1, 'marzipan', NULL, 0, NULL, false, 0);
INSERT INTO public.marked_store VALUES ('s3', 'default', '2026-12-01 09:58:54.801589+00');
INSERT INTO public.marked_store VALUES ('local', '', '2026-12-01 09:58:54.802218+00');
INSERT INTO public.meeting VALUES ('58f6caac-1d71-4096-919a-27c5d7599770', 'marzipan', NULL, NULL, '2026-11-23 09:58:55.201938+00', '2026-11-23 10:28:55.201938+00', NULL, false, '', NULL, NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('f4f78031-49e7-404d-9ac9-b8f6de861714', 'xylograph', NULL, NULL, '2026-11-23 09:58:55.852471+00', '2026-11-23 10:28:55.852471+00', NULL, false, '', 'composed/xylograph.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('db4976fe-e5e2-4a53-9658-f6ea6945b4e3', 'they said xylograph', 'they said xylograph', 'they said xylograph', '2026-11-01 09:58:56.188922+00', '2026-11-01 10:28:56.188922+00', NULL, false, '', 'composed/xylograph-orphan.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('e3be0adf-bc68-49b4-9df4-1ac52e239174', 'they said marzipan', 'they said marzipan', 'they said marzipan', '2026-02-04 09:58:56.285039+00', '2026-02-04 10:28:56.285039+00', 'aee7d8f3-c252-4f9f-b684-fd5da2c2fe62', false, '', 'composed/marzipan.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting_consent VALUES ('8b55348d-0410-4ef0-bcfd-f61f38f2b85d', '58f6caac-1d71-4096-919a-27c5d7599770', 'marzipan', false, '2026-12-01 09:58:55.301071+00', NULL);
INSERT INTO public.meeting_consent VALUES ('d8dbe5a0-ebd8-4afe-93ef-dfcf9f017d73', 'f4f78031-49e7-404d-9ac9-b8f6de861714', 'xylograph', true, '2026-12-01 09:58:55.86595+00', NULL);
INSERT INTO public.meeting_consent VALUES ('e566b33c-5e3b-4ee9-a907-e1c03a455472', 'f4f78031-49e7-404d-9ac9-b8f6de861714', 'xylograph', false, '2026-12-01 09:58:55.870711+00', NULL);
INSERT INTO public.meeting_consent VALUES ('e11617d7-37a8-45ee-aca8-284433658511', 'db4976fe-e5e2-4a53-9658-f6ea6945b4e3', NULL, true, '2026-12-01 09:58:56.209965+00', NULL);
INSERT INTO public.meeting_consent VALUES ('bc48fc08-8e46-4676-a921-fc9b5abde8fe', 'e3be0adf-bc68-49b4-9df4-1ac52e239174', NULL, false, '2026-12-01 09:58:56.30278+00', NULL);
INSERT INTO public.recording VALUES ('0611cfdf-4236-449d-b2a3-b72ec4bda460', 'recordings', '', '2026-11-23 09:58:55.202067+00', 'completed', '58f6caac-1d71-4096-919a-27c5d7599770', '["marzipan/track-0.webm", "marzipan/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('a0a5fcf5-93a8-4597-82f1-9bb0f6c7e98f', 'recordings', 'marzipan/shared.mp4', '2026-11-23 09:58:55.202105+00', 'completed', '58f6caac-1d71-4096-919a-27c5d7599770', NULL, true);
INSERT INTO public.recording VALUES ('e3e86aa3-1892-4a0e-8d60-abea3c7b6ae0', 'recordings', 'marzipan/lone.mp4', '2026-11-23 09:58:55.20218+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('fce7c9b6-9434-4aa0-ba61-871ef1bc69d4', 'recordings', 'xylograph/alone.mp4', '2026-11-23 09:58:55.503919+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('0cd060c4-12ce-41cc-84a8-3d68ec5843dd', 'recordings', '', '2026-11-23 09:58:55.858324+00', 'completed', 'f4f78031-49e7-404d-9ac9-b8f6de861714', '["xylograph/track-0.webm", "xylograph/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('d553581d-f428-4fdf-a656-e62dfbcaf25b', 'recordings', 'xylograph/member.mp4', '2026-11-23 09:58:56.19239+00', 'completed', 'db4976fe-e5e2-4a53-9658-f6ea6945b4e3', NULL, true);
INSERT INTO public.recording VALUES ('9d8c6dcc-cb14-4af2-b45d-87c0281c533a', 'recordings', 'xylograph/orphan.mp4', '2026-11-23 09:58:56.196255+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('c959483a-a2bf-4839-8f5a-9b534675c0d9', 'recordings', 'xylograph/adopted.mp4', '2026-11-23 09:58:56.260308+00', 'completed', NULL, NULL, true);
INSERT INTO public.retention_run VALUES ('cf01ce32-912c-4bce-9d04-3159dd4bd26b', 'call', 7, '2026-11-24 09:58:53.687427+00', '2026-12-01 09:58:53.833445+00', '2026-12-01 09:58:55.112271+00', 'done', 1, 0, 0, 3, 0, NULL, NULL);
INSERT INTO public.room VALUES ('aee7d8f3-c252-4f9f-b684-fd5da2c2fe62', 'room-aee7d8f3', 'its-owner', '2026-12-01 09:58:56.297257+00', false, '');
INSERT INTO public.tombstone VALUES ('7de85ace-3626-4c1a-8f8b-6e97a2bb7871', 'transcript', 'expired', '2026-12-01 09:58:53.890175+00', 'cf01ce32-912c-4bce-9d04-3159dd4bd26b');
INSERT INTO public.transcript VALUES ('b924ecad-7722-4777-bc00-0ca27017e165', 'A talk', 'ended', '2026-11-23 09:58:55.20215+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', '58f6caac-1d71-4096-919a-27c5d7599770', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('d95a4ce6-ca8c-434a-95c1-ad8c4e602537', 'A talk', 'ended', '2026-11-25 09:58:55.202196+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'e3e86aa3-1892-4a0e-8d60-abea3c7b6ae0', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('65a183bb-41ea-4fbd-a58e-51ca3e6fff16', 'A talk', 'ended', '2026-11-23 09:58:55.202223+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', '58f6caac-1d71-4096-919a-27c5d7599770', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('3a532fdd-92c4-4a8d-9266-b9f60b7e1eb1', 'A talk', 'ended', '2026-11-23 09:58:55.202236+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'e3e86aa3-1892-4a0e-8d60-abea3c7b6ae0', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('ce3531a0-7089-4d7e-ba51-e022e4003890', 'they said xylograph', 'ended', '2026-11-23 09:58:55.503724+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('81993fac-dc08-405e-a77c-060aea1708ee', 'they said xylograph', 'ended', '2026-11-22 09:58:55.503879+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('ae047ef1-b9dc-416d-a21e-3ce5c93cd79f', 'A talk', 'ended', '2026-11-19 09:58:55.518717+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'fce7c9b6-9434-4aa0-ba61-871ef1bc69d4', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('c4ffb9ee-4824-4efc-adea-e41df3853d2f', 'A talk', 'ended', '2026-11-11 09:58:55.861654+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', 'f4f78031-49e7-404d-9ac9-b8f6de861714', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('b1c7148a-59d4-4bea-b6a5-7ed5c5c194d8', 'A talk', 'ended', '2026-11-22 09:58:55.861764+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '0cd060c4-12ce-41cc-84a8-3d68ec5843dd', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('74bd8019-5bcb-43d3-a08c-6399cd54e423', 'they said xylograph', 'ended', '2026-11-30 09:58:56.089004+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', '2026-12-01 07:34:56.088955+00', 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('5d11c657-52e0-403c-8139-cfc73b7c8e65', 'they said marzipan', 'ended', '2026-02-04 09:58:56.29275+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('a33aa3d2-a07d-4e76-be74-e01f396d88d2', 'they said xylograph', 'ended', '2026-11-23 09:58:56.263562+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, 'c959483a-a2bf-4839-8f5a-9b534675c0d9', 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('be8b4eed-480e-43fd-a999-32e17df54f3c', 'they said marzipan', 'ended', '2026-11-25 09:58:56.500867+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('be840307-9677-45ec-a953-d3899347a5f3', 'A talk', 'processing', '2026-11-23 09:58:56.900212+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('bf975abd-6c72-4be3-a01f-a93ee11207ec', 'A talk', 'uploaded', '2026-02-04 09:58:56.900343+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('b5496209-1006-4e21-b324-54ea77851cc5', 'they said xylograph', 'ended', '2026-11-23 09:58:57.152196+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, false);
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
