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
INSERT INTO public.alembic_version VALUES ('0002');
INSERT INTO public.artifact VALUES (4, 'folder', 'local', '', '9d370042-0561-44d6-8f37-c485ae642559/', NULL, '9d370042-0561-44d6-8f37-c485ae642559', NULL, NULL, '2026-11-26 17:54:26.515621+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (5, 'folder', 'local', '', 'da6daf7c-d9f8-456a-a4e3-a99e59139185/', NULL, 'da6daf7c-d9f8-456a-a4e3-a99e59139185', NULL, NULL, '2026-11-26 17:54:26.518708+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (6, 'folder', 'local', '', '210c72b0-b155-43d9-b5d1-f96b248d9f57/', NULL, '210c72b0-b155-43d9-b5d1-f96b248d9f57', NULL, NULL, '2026-11-26 17:54:26.520646+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (7, 'folder', 'local', '', '1af3ac73-44e3-4255-accd-abf242559d7b/', NULL, '1af3ac73-44e3-4255-accd-abf242559d7b', NULL, NULL, '2026-11-26 17:54:26.522341+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (8, 'track', 's3', 'recordings', 'marzipan/track-0.webm', NULL, NULL, '7de8eda7-7505-411b-8e92-bc552eb4d077', NULL, '2026-11-26 17:54:26.52935+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (9, 'track', 's3', 'recordings', 'marzipan/track-1.webm', NULL, NULL, '7de8eda7-7505-411b-8e92-bc552eb4d077', NULL, '2026-11-26 17:54:26.529356+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (10, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, 'e0e65bbf-366e-43ae-9e04-ef4e3fae3f4a', NULL, '2026-11-26 17:54:26.529357+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (11, 'recording', 's3', 'recordings', 'marzipan/lone.mp4', NULL, NULL, '14af321f-3082-4b16-9cf5-fcda49a4eabe', NULL, '2026-11-26 17:54:26.529359+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (14, 'folder', 'local', '', '6f8e7e75-d027-4faf-9ebb-c59adad07d83/', NULL, '6f8e7e75-d027-4faf-9ebb-c59adad07d83', NULL, NULL, '2026-11-26 17:54:26.555953+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (15, 'recording', 's3', 'recordings', 'xylograph/alone.mp4', NULL, NULL, '5c4be2f6-b707-4c40-9379-870206cc1822', NULL, '2026-11-26 17:54:26.56137+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (16, 'wav', 'local', '', 'd3315e96-3d5d-496d-a7e0-9656963b54b7/audio.wav', NULL, 'd3315e96-3d5d-496d-a7e0-9656963b54b7', NULL, NULL, '2026-11-26 17:54:26.569775+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (29, 'mp3', 's3', 'default', '0d0c4f61-d622-43bd-9245-ff286091f00f/audio.mp3', NULL, '0d0c4f61-d622-43bd-9245-ff286091f00f', NULL, NULL, '2026-11-26 17:54:26.687259+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (27, 'folder', 'local', '', '0d0c4f61-d622-43bd-9245-ff286091f00f/', NULL, '0d0c4f61-d622-43bd-9245-ff286091f00f', NULL, NULL, '2026-11-26 17:54:26.66919+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (17, 'mp3', 's3', 'default', 'd3315e96-3d5d-496d-a7e0-9656963b54b7/audio.mp3', NULL, 'd3315e96-3d5d-496d-a7e0-9656963b54b7', NULL, NULL, '2026-11-26 17:54:26.584416+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (12, 'folder', 'local', '', 'd3315e96-3d5d-496d-a7e0-9656963b54b7/', NULL, 'd3315e96-3d5d-496d-a7e0-9656963b54b7', NULL, NULL, '2026-11-26 17:54:26.551625+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (30, 'recording', 's3', 'recordings', 'xylograph/member.mp4', NULL, NULL, '88dd3e12-940f-40d1-94e6-0663a0d17c08', NULL, '2026-11-26 17:54:26.70593+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (18, 'wav', 'local', '', 'f95700b0-e787-4534-878b-799ac5f714d6/audio.wav', NULL, 'f95700b0-e787-4534-878b-799ac5f714d6', NULL, NULL, '2026-11-26 17:54:26.599747+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (31, 'recording', 's3', 'recordings', 'xylograph/orphan.mp4', NULL, NULL, '335d8a55-7e87-4d2c-b999-e7c55a82942b', NULL, '2026-11-26 17:54:26.705936+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (32, 'composed_video', 's3', 'recordings', 'composed/xylograph-orphan.mp4', NULL, NULL, NULL, '54bd916c-ea4c-49f5-96d7-0afa51664fe5', '2026-11-26 17:54:26.710665+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (19, 'mp3', 's3', 'default', 'f95700b0-e787-4534-878b-799ac5f714d6/audio.mp3', NULL, 'f95700b0-e787-4534-878b-799ac5f714d6', NULL, NULL, '2026-11-26 17:54:26.610026+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (13, 'folder', 'local', '', 'f95700b0-e787-4534-878b-799ac5f714d6/', NULL, 'f95700b0-e787-4534-878b-799ac5f714d6', NULL, NULL, '2026-11-26 17:54:26.554325+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (20, 'folder', 'local', '', '3ea3c0c2-3271-4976-9577-87d67adf1bb9/', NULL, '3ea3c0c2-3271-4976-9577-87d67adf1bb9', NULL, NULL, '2026-11-26 17:54:26.624659+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (22, 'track', 's3', 'recordings', 'xylograph/track-0.webm', NULL, NULL, 'efbfe384-7f59-4fb0-851b-6880c87478e6', NULL, '2026-11-26 17:54:26.631089+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (23, 'track', 's3', 'recordings', 'xylograph/track-1.webm', NULL, NULL, 'efbfe384-7f59-4fb0-851b-6880c87478e6', NULL, '2026-11-26 17:54:26.631095+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (24, 'composed_video', 's3', 'recordings', 'composed/xylograph.mp4', NULL, NULL, NULL, 'f46494e0-1bb0-4e3a-b666-dc8b23de0a7b', '2026-11-26 17:54:26.639387+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (25, 'wav', 'local', '', 'f34e336d-fe37-4fa4-a6ee-a42f11be9486/audio.wav', NULL, 'f34e336d-fe37-4fa4-a6ee-a42f11be9486', NULL, NULL, '2026-11-26 17:54:26.646018+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (34, 'recording', 's3', 'recordings', 'xylograph/adopted.mp4', NULL, NULL, '31fa1c53-a57a-4f06-b78b-8bf3e530b011', NULL, '2026-11-26 17:54:26.729468+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (35, 'composed_video', 's3', 'recordings', 'composed/marzipan.mp4', NULL, NULL, NULL, '03b313b9-e9bd-4504-a22c-e8eaca01242e', '2026-11-26 17:54:26.734219+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (26, 'mp3', 's3', 'default', 'f34e336d-fe37-4fa4-a6ee-a42f11be9486/audio.mp3', NULL, 'f34e336d-fe37-4fa4-a6ee-a42f11be9486', NULL, NULL, '2026-11-26 17:54:26.65768+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (21, 'folder', 'local', '', 'f34e336d-fe37-4fa4-a6ee-a42f11be9486/', NULL, 'f34e336d-fe37-4fa4-a6ee-a42f11be9486', NULL, NULL, '2026-11-26 17:54:26.626651+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (36, 'folder', 'local', '', 'bd1e41d7-d245-4ea9-8d50-b8a83980ac83/', NULL, 'bd1e41d7-d245-4ea9-8d50-b8a83980ac83', NULL, NULL, '2026-11-26 17:54:26.740213+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (28, 'wav', 'local', '', '0d0c4f61-d622-43bd-9245-ff286091f00f/audio.wav', NULL, '0d0c4f61-d622-43bd-9245-ff286091f00f', NULL, NULL, '2026-11-26 17:54:26.676215+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (41, 'wav', 'local', '', 'a2fecdf5-5704-4b17-9bea-a4cc98fbd452/audio.wav', NULL, 'a2fecdf5-5704-4b17-9bea-a4cc98fbd452', NULL, NULL, '2026-11-26 17:54:26.78203+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (37, 'mp3', 's3', 'default', 'bd1e41d7-d245-4ea9-8d50-b8a83980ac83/audio.mp3', NULL, 'bd1e41d7-d245-4ea9-8d50-b8a83980ac83', NULL, NULL, '2026-11-26 17:54:26.740218+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (38, 'wav', 'local', '', '5dd2959f-e35d-4656-ad0c-95d2012362b3/audio.wav', NULL, '5dd2959f-e35d-4656-ad0c-95d2012362b3', NULL, NULL, '2026-11-26 17:54:26.747939+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (47, 'wav', 'local', '', 'e7ab275a-6642-445c-af7b-9e857244f913/audio.wav', NULL, 'e7ab275a-6642-445c-af7b-9e857244f913', NULL, NULL, '2026-11-26 17:54:26.845548+00', '2026-11-26 16:54:26.850789+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (39, 'mp3', 's3', 'default', '5dd2959f-e35d-4656-ad0c-95d2012362b3/audio.mp3', NULL, '5dd2959f-e35d-4656-ad0c-95d2012362b3', NULL, NULL, '2026-11-26 17:54:26.761184+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (33, 'folder', 'local', '', '5dd2959f-e35d-4656-ad0c-95d2012362b3/', NULL, '5dd2959f-e35d-4656-ad0c-95d2012362b3', NULL, NULL, '2026-11-26 17:54:26.725248+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (42, 'mp3', 's3', 'default', 'a2fecdf5-5704-4b17-9bea-a4cc98fbd452/audio.mp3', NULL, 'a2fecdf5-5704-4b17-9bea-a4cc98fbd452', NULL, NULL, '2026-11-26 17:54:26.793807+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (40, 'folder', 'local', '', 'a2fecdf5-5704-4b17-9bea-a4cc98fbd452/', NULL, 'a2fecdf5-5704-4b17-9bea-a4cc98fbd452', NULL, NULL, '2026-11-26 17:54:26.773992+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (43, 'recording', 's3', 'recordings', 'xylograph/left-over.mp4', NULL, NULL, NULL, NULL, '2026-11-26 17:54:26.808934+00', NULL, '2026-11-25 17:54:26.806134+00', 3, '2026-11-26 05:54:26.806145+00', NULL, NULL);
INSERT INTO public.artifact VALUES (44, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, NULL, NULL, '2026-11-26 17:54:26.808939+00', NULL, '2026-11-25 17:54:26.806249+00', 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (46, 'folder', 'local', '', 'a48a7649-df1e-44a8-9161-43ec94e2dde1/', NULL, 'a48a7649-df1e-44a8-9161-43ec94e2dde1', NULL, NULL, '2026-11-26 17:54:26.831934+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (45, 'folder', 'local', '', 'e7ab275a-6642-445c-af7b-9e857244f913/', NULL, 'e7ab275a-6642-445c-af7b-9e857244f913', NULL, NULL, '2026-11-26 17:54:26.829635+00', '2026-11-26 16:54:26.850789+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.instance VALUES (1, '4c1b4c83-37b3-40a9-86e9-df4694d04b51', '2026-11-26 17:54:26.45491+00');
INSERT INTO public.job VALUES ('e7ab275a-6642-445c-af7b-9e857244f913', 'convert', '2026-11-26 17:54:26.833297+00', 0, 'worker-1', NULL, NULL, 1, 'xylograph', NULL, 0);
INSERT INTO public.job VALUES ('a48a7649-df1e-44a8-9161-43ec94e2dde1', 'convert', '2026-11-26 17:54:26.835153+00', 0, 'worker-1', NULL, NULL, 1, 'marzipan', NULL, 0);
INSERT INTO public.marked_store VALUES ('local', '', '2026-11-26 17:54:26.471724+00');
INSERT INTO public.marked_store VALUES ('s3', 'default', '2026-11-26 17:54:26.473389+00');
INSERT INTO public.meeting VALUES ('55e86944-83f6-4fd3-b21f-d8b9ae98a4f2', 'marzipan', NULL, NULL, '2026-11-18 17:54:26.499823+00', '2026-11-18 18:24:26.499823+00', NULL, false, '', NULL, NULL, true);
INSERT INTO public.meeting VALUES ('f46494e0-1bb0-4e3a-b666-dc8b23de0a7b', 'xylograph', NULL, NULL, '2026-11-18 17:54:26.618749+00', '2026-11-18 18:24:26.618749+00', NULL, false, '', 'composed/xylograph.mp4', NULL, true);
INSERT INTO public.meeting VALUES ('54bd916c-ea4c-49f5-96d7-0afa51664fe5', 'they said xylograph', 'they said xylograph', 'they said xylograph', '2026-10-27 17:54:26.697154+00', '2026-10-27 18:24:26.697154+00', NULL, false, '', 'composed/xylograph-orphan.mp4', NULL, true);
INSERT INTO public.meeting VALUES ('03b313b9-e9bd-4504-a22c-e8eaca01242e', 'they said marzipan', 'they said marzipan', 'they said marzipan', '2026-01-30 17:54:26.719852+00', '2026-01-30 18:24:26.719852+00', 'cb35118c-29ab-48ea-a2c0-fe392f0a93a6', false, '', 'composed/marzipan.mp4', NULL, true);
INSERT INTO public.meeting_consent VALUES ('d5ff8675-9013-4755-9129-6c4bc200f1ba', '55e86944-83f6-4fd3-b21f-d8b9ae98a4f2', 'marzipan', false, '2026-11-26 17:54:26.512751+00');
INSERT INTO public.meeting_consent VALUES ('fd2ba9d1-032c-44ee-b764-7d1b413b4130', 'f46494e0-1bb0-4e3a-b666-dc8b23de0a7b', 'xylograph', true, '2026-11-26 17:54:26.621714+00');
INSERT INTO public.meeting_consent VALUES ('747ef63c-c767-43e7-9991-8474839cdba0', 'f46494e0-1bb0-4e3a-b666-dc8b23de0a7b', 'xylograph', false, '2026-11-26 17:54:26.622399+00');
INSERT INTO public.meeting_consent VALUES ('7b03b9a5-4799-4330-b284-4410ac1acaf2', '54bd916c-ea4c-49f5-96d7-0afa51664fe5', NULL, true, '2026-11-26 17:54:26.700519+00');
INSERT INTO public.meeting_consent VALUES ('d38d0f16-005d-4a32-a59e-00a1ce878132', '03b313b9-e9bd-4504-a22c-e8eaca01242e', NULL, false, '2026-11-26 17:54:26.723604+00');
INSERT INTO public.recording VALUES ('7de8eda7-7505-411b-8e92-bc552eb4d077', 'recordings', '', '2026-11-18 17:54:26.49999+00', 'completed', '55e86944-83f6-4fd3-b21f-d8b9ae98a4f2', '["marzipan/track-0.webm", "marzipan/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('e0e65bbf-366e-43ae-9e04-ef4e3fae3f4a', 'recordings', 'marzipan/shared.mp4', '2026-11-18 17:54:26.500052+00', 'completed', '55e86944-83f6-4fd3-b21f-d8b9ae98a4f2', NULL, true);
INSERT INTO public.recording VALUES ('14af321f-3082-4b16-9cf5-fcda49a4eabe', 'recordings', 'marzipan/lone.mp4', '2026-11-18 17:54:26.500188+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('5c4be2f6-b707-4c40-9379-870206cc1822', 'recordings', 'xylograph/alone.mp4', '2026-11-18 17:54:26.547667+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('efbfe384-7f59-4fb0-851b-6880c87478e6', 'recordings', '', '2026-11-18 17:54:26.61956+00', 'completed', 'f46494e0-1bb0-4e3a-b666-dc8b23de0a7b', '["xylograph/track-0.webm", "xylograph/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('88dd3e12-940f-40d1-94e6-0663a0d17c08', 'recordings', 'xylograph/member.mp4', '2026-11-18 17:54:26.697913+00', 'completed', '54bd916c-ea4c-49f5-96d7-0afa51664fe5', NULL, true);
INSERT INTO public.recording VALUES ('335d8a55-7e87-4d2c-b999-e7c55a82942b', 'recordings', 'xylograph/orphan.mp4', '2026-11-18 17:54:26.6985+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('31fa1c53-a57a-4f06-b78b-8bf3e530b011', 'recordings', 'xylograph/adopted.mp4', '2026-11-18 17:54:26.714147+00', 'completed', NULL, NULL, true);
INSERT INTO public.retention_run VALUES ('5b79040c-3170-4300-9cf7-9b4c555b701b', 'call', 7, '2026-11-19 17:54:26.380492+00', '2026-11-26 17:54:26.388475+00', '2026-11-26 17:54:26.496188+00', 'done', 1, 0, 0, 3, 0);
INSERT INTO public.room VALUES ('cb35118c-29ab-48ea-a2c0-fe392f0a93a6', 'room-cb35118c', 'its-owner', '2026-11-26 17:54:26.721597+00', false, '');
INSERT INTO public.tombstone VALUES ('5b91423e-e657-421a-afea-3f458c0d1530', 'transcript', 'expired', '2026-11-26 17:54:26.395092+00', '5b79040c-3170-4300-9cf7-9b4c555b701b');
INSERT INTO public.transcript VALUES ('9d370042-0561-44d6-8f37-c485ae642559', 'A talk', 'ended', '2026-11-18 17:54:26.500136+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', '55e86944-83f6-4fd3-b21f-d8b9ae98a4f2', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('da6daf7c-d9f8-456a-a4e3-a99e59139185', 'A talk', 'ended', '2026-11-20 17:54:26.500224+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '14af321f-3082-4b16-9cf5-fcda49a4eabe', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('210c72b0-b155-43d9-b5d1-f96b248d9f57', 'A talk', 'ended', '2026-11-18 17:54:26.500258+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', '55e86944-83f6-4fd3-b21f-d8b9ae98a4f2', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('1af3ac73-44e3-4255-accd-abf242559d7b', 'A talk', 'ended', '2026-11-18 17:54:26.50029+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '14af321f-3082-4b16-9cf5-fcda49a4eabe', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('d3315e96-3d5d-496d-a7e0-9656963b54b7', 'they said xylograph', 'ended', '2026-11-18 17:54:26.547395+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('f95700b0-e787-4534-878b-799ac5f714d6', 'they said xylograph', 'ended', '2026-11-17 17:54:26.547586+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('6f8e7e75-d027-4faf-9ebb-c59adad07d83', 'A talk', 'ended', '2026-11-14 17:54:26.548712+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '5c4be2f6-b707-4c40-9379-870206cc1822', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('3ea3c0c2-3271-4976-9577-87d67adf1bb9', 'A talk', 'ended', '2026-11-06 17:54:26.620283+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', 'f46494e0-1bb0-4e3a-b666-dc8b23de0a7b', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('f34e336d-fe37-4fa4-a6ee-a42f11be9486', 'A talk', 'ended', '2026-11-17 17:54:26.620328+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'efbfe384-7f59-4fb0-851b-6880c87478e6', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('0d0c4f61-d622-43bd-9245-ff286091f00f', 'they said xylograph', 'ended', '2026-11-25 17:54:26.667296+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', '2026-11-26 15:30:26.667254+00', 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('5dd2959f-e35d-4656-ad0c-95d2012362b3', 'they said marzipan', 'ended', '2026-01-30 17:54:26.720432+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('bd1e41d7-d245-4ea9-8d50-b8a83980ac83', 'they said xylograph', 'ended', '2026-11-18 17:54:26.71478+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, '31fa1c53-a57a-4f06-b78b-8bf3e530b011', 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('a2fecdf5-5704-4b17-9bea-a4cc98fbd452', 'they said marzipan', 'ended', '2026-11-20 17:54:26.772053+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('e7ab275a-6642-445c-af7b-9e857244f913', 'A talk', 'processing', '2026-11-18 17:54:26.827381+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('a48a7649-df1e-44a8-9161-43ec94e2dde1', 'A talk', 'uploaded', '2026-01-30 17:54:26.827502+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('275128a2-5ef2-44e2-93de-2ff416bd47e3', 'they said xylograph', 'ended', '2026-11-18 17:54:26.853213+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, false);
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
