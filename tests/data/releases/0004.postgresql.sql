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
    chunks_received integer DEFAULT 0 NOT NULL,
    upload_bytes bigint
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
ALTER TABLE ONLY public.artifact ALTER COLUMN id SET DEFAULT nextval('public.artifact_id_seq'::regclass);
ALTER TABLE ONLY public.usage ALTER COLUMN id SET DEFAULT nextval('public.usage_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0004');
INSERT INTO public.artifact VALUES (4, 'folder', 'local', '', 'ed9a1c3d-5dbd-43e8-9231-4347e40cb9bb/', NULL, 'ed9a1c3d-5dbd-43e8-9231-4347e40cb9bb', NULL, NULL, '2026-12-01 04:23:39.187498+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (5, 'folder', 'local', '', '1173a658-2d76-450f-b749-9938175f7ce1/', NULL, '1173a658-2d76-450f-b749-9938175f7ce1', NULL, NULL, '2026-12-01 04:23:39.204173+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (6, 'folder', 'local', '', '5995ba25-868d-482a-8533-432be99d63e4/', NULL, '5995ba25-868d-482a-8533-432be99d63e4', NULL, NULL, '2026-12-01 04:23:39.205909+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (7, 'folder', 'local', '', 'e23d4696-6a9a-4da5-ae0f-79cdf7cd811a/', NULL, 'e23d4696-6a9a-4da5-ae0f-79cdf7cd811a', NULL, NULL, '2026-12-01 04:23:39.221839+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (8, 'track', 's3', 'recordings', 'marzipan/track-0.webm', NULL, NULL, '41b34ad1-7c50-4c8b-b26c-83e8298580d7', NULL, '2026-12-01 04:23:39.272182+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (9, 'track', 's3', 'recordings', 'marzipan/track-1.webm', NULL, NULL, '41b34ad1-7c50-4c8b-b26c-83e8298580d7', NULL, '2026-12-01 04:23:39.272188+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (10, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, '9ce4f600-3fee-40ac-b61e-80f1e306d3f9', NULL, '2026-12-01 04:23:39.272189+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (11, 'recording', 's3', 'recordings', 'marzipan/lone.mp4', NULL, NULL, '1d852bf6-5560-4b41-b52f-cffc3216656b', NULL, '2026-12-01 04:23:39.27219+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (14, 'folder', 'local', '', 'e61073a4-66c4-4800-8c1f-f67723b560ae/', NULL, 'e61073a4-66c4-4800-8c1f-f67723b560ae', NULL, NULL, '2026-12-01 04:23:39.470336+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (15, 'recording', 's3', 'recordings', 'xylograph/alone.mp4', NULL, NULL, '8baeb20c-1ce1-4ae3-80be-e239986d81af', NULL, '2026-12-01 04:23:39.500953+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (16, 'wav', 'local', '', 'bdd448c2-b25a-4d9e-81db-28de2a70bc37/audio.wav', NULL, 'bdd448c2-b25a-4d9e-81db-28de2a70bc37', NULL, NULL, '2026-12-01 04:23:39.571644+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (29, 'mp3', 's3', 'default', 'd71a2de6-5201-4f74-a62a-4052ee4612a8/audio.mp3', NULL, 'd71a2de6-5201-4f74-a62a-4052ee4612a8', NULL, NULL, '2026-12-01 04:23:40.467719+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (27, 'folder', 'local', '', 'd71a2de6-5201-4f74-a62a-4052ee4612a8/', NULL, 'd71a2de6-5201-4f74-a62a-4052ee4612a8', NULL, NULL, '2026-12-01 04:23:40.331927+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (17, 'mp3', 's3', 'default', 'bdd448c2-b25a-4d9e-81db-28de2a70bc37/audio.mp3', NULL, 'bdd448c2-b25a-4d9e-81db-28de2a70bc37', NULL, NULL, '2026-12-01 04:23:39.659747+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (12, 'folder', 'local', '', 'bdd448c2-b25a-4d9e-81db-28de2a70bc37/', NULL, 'bdd448c2-b25a-4d9e-81db-28de2a70bc37', NULL, NULL, '2026-12-01 04:23:39.435502+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (30, 'recording', 's3', 'recordings', 'xylograph/member.mp4', NULL, NULL, '88926296-60fc-41fa-a826-bfc7a3bc1f79', NULL, '2026-12-01 04:23:40.596389+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (18, 'wav', 'local', '', '1a0e60c0-2a65-4683-8b49-e1aa205c0596/audio.wav', NULL, '1a0e60c0-2a65-4683-8b49-e1aa205c0596', NULL, NULL, '2026-12-01 04:23:39.763672+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (31, 'recording', 's3', 'recordings', 'xylograph/orphan.mp4', NULL, NULL, '534fd8e3-e068-4b75-a852-0f46c020a1e7', NULL, '2026-12-01 04:23:40.596395+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (32, 'composed_video', 's3', 'recordings', 'composed/xylograph-orphan.mp4', NULL, NULL, NULL, '2faeb9f0-b0d3-448e-8859-716f47d2518e', '2026-12-01 04:23:40.656039+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (19, 'mp3', 's3', 'default', '1a0e60c0-2a65-4683-8b49-e1aa205c0596/audio.mp3', NULL, '1a0e60c0-2a65-4683-8b49-e1aa205c0596', NULL, NULL, '2026-12-01 04:23:39.86706+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (13, 'folder', 'local', '', '1a0e60c0-2a65-4683-8b49-e1aa205c0596/', NULL, '1a0e60c0-2a65-4683-8b49-e1aa205c0596', NULL, NULL, '2026-12-01 04:23:39.447111+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (20, 'folder', 'local', '', '1e91ac7e-777f-4131-a8bb-ee98bb69b85d/', NULL, '1e91ac7e-777f-4131-a8bb-ee98bb69b85d', NULL, NULL, '2026-12-01 04:23:40.015628+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (22, 'track', 's3', 'recordings', 'xylograph/track-0.webm', NULL, NULL, '10e9d271-54fb-4b29-9cba-469c660d8a7f', NULL, '2026-12-01 04:23:40.06824+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (23, 'track', 's3', 'recordings', 'xylograph/track-1.webm', NULL, NULL, '10e9d271-54fb-4b29-9cba-469c660d8a7f', NULL, '2026-12-01 04:23:40.068246+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (24, 'composed_video', 's3', 'recordings', 'composed/xylograph.mp4', NULL, NULL, NULL, 'bfeea45b-2a11-4596-9460-47d23abbe0fa', '2026-12-01 04:23:40.120091+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (25, 'wav', 'local', '', 'b5bc5e9c-6905-456b-902f-8a6e1d93b8c5/audio.wav', NULL, 'b5bc5e9c-6905-456b-902f-8a6e1d93b8c5', NULL, NULL, '2026-12-01 04:23:40.171433+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (34, 'recording', 's3', 'recordings', 'xylograph/adopted.mp4', NULL, NULL, '09318d0a-af31-4755-a4dd-fe46f89c690f', NULL, '2026-12-01 04:23:40.780384+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (35, 'composed_video', 's3', 'recordings', 'composed/marzipan.mp4', NULL, NULL, NULL, '0c254afd-9933-4c96-8786-15f59c2cc10d', '2026-12-01 04:23:40.816027+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (26, 'mp3', 's3', 'default', 'b5bc5e9c-6905-456b-902f-8a6e1d93b8c5/audio.mp3', NULL, 'b5bc5e9c-6905-456b-902f-8a6e1d93b8c5', NULL, NULL, '2026-12-01 04:23:40.234191+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (21, 'folder', 'local', '', 'b5bc5e9c-6905-456b-902f-8a6e1d93b8c5/', NULL, 'b5bc5e9c-6905-456b-902f-8a6e1d93b8c5', NULL, NULL, '2026-12-01 04:23:40.031759+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (36, 'folder', 'local', '', '316cda9d-21a7-4413-b779-bfcba7d0b392/', NULL, '316cda9d-21a7-4413-b779-bfcba7d0b392', NULL, NULL, '2026-12-01 04:23:40.83552+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (28, 'wav', 'local', '', 'd71a2de6-5201-4f74-a62a-4052ee4612a8/audio.wav', NULL, 'd71a2de6-5201-4f74-a62a-4052ee4612a8', NULL, NULL, '2026-12-01 04:23:40.392798+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (41, 'wav', 'local', '', '86c265e3-1220-4b36-abda-fdd2c31deca5/audio.wav', NULL, '86c265e3-1220-4b36-abda-fdd2c31deca5', NULL, NULL, '2026-12-01 04:23:41.071155+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (37, 'mp3', 's3', 'default', '316cda9d-21a7-4413-b779-bfcba7d0b392/audio.mp3', NULL, '316cda9d-21a7-4413-b779-bfcba7d0b392', NULL, NULL, '2026-12-01 04:23:40.835526+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (38, 'wav', 'local', '', 'ba977781-b533-425f-893a-e104ca3ef47b/audio.wav', NULL, 'ba977781-b533-425f-893a-e104ca3ef47b', NULL, NULL, '2026-12-01 04:23:40.859896+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (47, 'wav', 'local', '', '2efaf764-8a87-4639-b835-9710d896c2ec/audio.wav', NULL, '2efaf764-8a87-4639-b835-9710d896c2ec', NULL, NULL, '2026-12-01 04:23:41.454421+00', '2026-12-01 03:23:41.487688+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (39, 'mp3', 's3', 'default', 'ba977781-b533-425f-893a-e104ca3ef47b/audio.mp3', NULL, 'ba977781-b533-425f-893a-e104ca3ef47b', NULL, NULL, '2026-12-01 04:23:40.919678+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (33, 'folder', 'local', '', 'ba977781-b533-425f-893a-e104ca3ef47b/', NULL, 'ba977781-b533-425f-893a-e104ca3ef47b', NULL, NULL, '2026-12-01 04:23:40.76415+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (42, 'mp3', 's3', 'default', '86c265e3-1220-4b36-abda-fdd2c31deca5/audio.mp3', NULL, '86c265e3-1220-4b36-abda-fdd2c31deca5', NULL, NULL, '2026-12-01 04:23:41.192154+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (40, 'folder', 'local', '', '86c265e3-1220-4b36-abda-fdd2c31deca5/', NULL, '86c265e3-1220-4b36-abda-fdd2c31deca5', NULL, NULL, '2026-12-01 04:23:41.007701+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (43, 'recording', 's3', 'recordings', 'xylograph/left-over.mp4', NULL, NULL, NULL, NULL, '2026-12-01 04:23:41.297569+00', NULL, '2026-11-30 04:23:41.295199+00', 3, '2026-11-30 16:23:41.295213+00', NULL, NULL);
INSERT INTO public.artifact VALUES (44, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, NULL, NULL, '2026-12-01 04:23:41.297573+00', NULL, '2026-11-30 04:23:41.295382+00', 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (46, 'folder', 'local', '', '65027a6d-b72a-4a68-8e69-f434f114906a/', NULL, '65027a6d-b72a-4a68-8e69-f434f114906a', NULL, NULL, '2026-12-01 04:23:41.383722+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (45, 'folder', 'local', '', '2efaf764-8a87-4639-b835-9710d896c2ec/', NULL, '2efaf764-8a87-4639-b835-9710d896c2ec', NULL, NULL, '2026-12-01 04:23:41.380349+00', '2026-12-01 03:23:41.487688+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.instance VALUES (1, '3e65b116-1aa9-404f-b9e3-9c10007a23c8', '2026-12-01 04:23:38.641593+00');
INSERT INTO public.job VALUES ('2efaf764-8a87-4639-b835-9710d896c2ec', 'convert', '2026-12-01 04:23:41.393015+00', 0, 'worker-1', NULL, NULL, 1, 'xylograph', NULL, 0, NULL);
INSERT INTO public.job VALUES ('65027a6d-b72a-4a68-8e69-f434f114906a', 'convert', '2026-12-01 04:23:41.394562+00', 0, 'worker-1', NULL, NULL, 1, 'marzipan', NULL, 0, NULL);
INSERT INTO public.marked_store VALUES ('local', '', '2026-12-01 04:23:38.847887+00');
INSERT INTO public.marked_store VALUES ('s3', 'default', '2026-12-01 04:23:38.858587+00');
INSERT INTO public.meeting VALUES ('fc60a4f4-a8c7-4a8a-9640-68500a978b2d', 'marzipan', NULL, NULL, '2026-11-23 04:23:39.068041+00', '2026-11-23 04:53:39.068041+00', NULL, false, '', NULL, NULL, true);
INSERT INTO public.meeting VALUES ('bfeea45b-2a11-4596-9460-47d23abbe0fa', 'xylograph', NULL, NULL, '2026-11-23 04:23:39.947024+00', '2026-11-23 04:53:39.947024+00', NULL, false, '', 'composed/xylograph.mp4', NULL, true);
INSERT INTO public.meeting VALUES ('2faeb9f0-b0d3-448e-8859-716f47d2518e', 'they said xylograph', 'they said xylograph', 'they said xylograph', '2026-11-01 04:23:40.523386+00', '2026-11-01 04:53:40.523386+00', NULL, false, '', 'composed/xylograph-orphan.mp4', NULL, true);
INSERT INTO public.meeting VALUES ('0c254afd-9933-4c96-8786-15f59c2cc10d', 'they said marzipan', 'they said marzipan', 'they said marzipan', '2026-02-04 04:23:40.735475+00', '2026-02-04 04:53:40.735475+00', 'f9344c25-2ad1-4951-9801-5f253bca23cc', false, '', 'composed/marzipan.mp4', NULL, true);
INSERT INTO public.meeting_consent VALUES ('3203274e-6f96-473a-8539-772234e343ab', 'fc60a4f4-a8c7-4a8a-9640-68500a978b2d', 'marzipan', false, '2026-12-01 04:23:39.180082+00');
INSERT INTO public.meeting_consent VALUES ('830207e2-5287-4f66-8c19-4f76f00f9f4d', 'bfeea45b-2a11-4596-9460-47d23abbe0fa', 'xylograph', true, '2026-12-01 04:23:40.007328+00');
INSERT INTO public.meeting_consent VALUES ('34696833-4efa-4a0f-bee1-ce81a4251f51', 'bfeea45b-2a11-4596-9460-47d23abbe0fa', 'xylograph', false, '2026-12-01 04:23:40.008284+00');
INSERT INTO public.meeting_consent VALUES ('d0ed3b29-4079-4410-90dc-2c1de7a6d52f', '2faeb9f0-b0d3-448e-8859-716f47d2518e', NULL, true, '2026-12-01 04:23:40.564155+00');
INSERT INTO public.meeting_consent VALUES ('a39ac091-cee4-425f-925d-bb3946ee7e66', '0c254afd-9933-4c96-8786-15f59c2cc10d', NULL, false, '2026-12-01 04:23:40.745916+00');
INSERT INTO public.recording VALUES ('41b34ad1-7c50-4c8b-b26c-83e8298580d7', 'recordings', '', '2026-11-23 04:23:39.068158+00', 'completed', 'fc60a4f4-a8c7-4a8a-9640-68500a978b2d', '["marzipan/track-0.webm", "marzipan/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('9ce4f600-3fee-40ac-b61e-80f1e306d3f9', 'recordings', 'marzipan/shared.mp4', '2026-11-23 04:23:39.068196+00', 'completed', 'fc60a4f4-a8c7-4a8a-9640-68500a978b2d', NULL, true);
INSERT INTO public.recording VALUES ('1d852bf6-5560-4b41-b52f-cffc3216656b', 'recordings', 'marzipan/lone.mp4', '2026-11-23 04:23:39.068278+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('8baeb20c-1ce1-4ae3-80be-e239986d81af', 'recordings', 'xylograph/alone.mp4', '2026-11-23 04:23:39.407596+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('10e9d271-54fb-4b29-9cba-469c660d8a7f', 'recordings', '', '2026-11-23 04:23:39.973578+00', 'completed', 'bfeea45b-2a11-4596-9460-47d23abbe0fa', '["xylograph/track-0.webm", "xylograph/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('88926296-60fc-41fa-a826-bfc7a3bc1f79', 'recordings', 'xylograph/member.mp4', '2026-11-23 04:23:40.527248+00', 'completed', '2faeb9f0-b0d3-448e-8859-716f47d2518e', NULL, true);
INSERT INTO public.recording VALUES ('534fd8e3-e068-4b75-a852-0f46c020a1e7', 'recordings', 'xylograph/orphan.mp4', '2026-11-23 04:23:40.5396+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('09318d0a-af31-4755-a4dd-fe46f89c690f', 'recordings', 'xylograph/adopted.mp4', '2026-11-23 04:23:40.680037+00', 'completed', NULL, NULL, true);
INSERT INTO public.retention_run VALUES ('e97466d2-1f0f-4414-b6ef-9efadad0d33b', 'call', 7, '2026-11-24 04:23:38.295326+00', '2026-12-01 04:23:38.344801+00', '2026-12-01 04:23:39.033649+00', 'done', 1, 0, 0, 3, 0);
INSERT INTO public.room VALUES ('f9344c25-2ad1-4951-9801-5f253bca23cc', 'room-f9344c25', 'its-owner', '2026-12-01 04:23:40.743522+00', false, '');
INSERT INTO public.tombstone VALUES ('524262bf-ed0a-41d8-acb3-3bcb9b2ecacb', 'transcript', 'expired', '2026-12-01 04:23:38.411426+00', 'e97466d2-1f0f-4414-b6ef-9efadad0d33b');
INSERT INTO public.transcript VALUES ('ed9a1c3d-5dbd-43e8-9231-4347e40cb9bb', 'A talk', 'ended', '2026-11-23 04:23:39.068245+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', 'fc60a4f4-a8c7-4a8a-9640-68500a978b2d', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('1173a658-2d76-450f-b749-9938175f7ce1', 'A talk', 'ended', '2026-11-25 04:23:39.068299+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '1d852bf6-5560-4b41-b52f-cffc3216656b', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('5995ba25-868d-482a-8533-432be99d63e4', 'A talk', 'ended', '2026-11-23 04:23:39.068318+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', 'fc60a4f4-a8c7-4a8a-9640-68500a978b2d', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('e23d4696-6a9a-4da5-ae0f-79cdf7cd811a', 'A talk', 'ended', '2026-11-23 04:23:39.068334+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '1d852bf6-5560-4b41-b52f-cffc3216656b', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('bdd448c2-b25a-4d9e-81db-28de2a70bc37', 'they said xylograph', 'ended', '2026-11-23 04:23:39.407366+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('1a0e60c0-2a65-4683-8b49-e1aa205c0596', 'they said xylograph', 'ended', '2026-11-22 04:23:39.407542+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('e61073a4-66c4-4800-8c1f-f67723b560ae', 'A talk', 'ended', '2026-11-19 04:23:39.41992+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '8baeb20c-1ce1-4ae3-80be-e239986d81af', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('1e91ac7e-777f-4131-a8bb-ee98bb69b85d', 'A talk', 'ended', '2026-11-11 04:23:39.999196+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', 'bfeea45b-2a11-4596-9460-47d23abbe0fa', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('b5bc5e9c-6905-456b-902f-8a6e1d93b8c5', 'A talk', 'ended', '2026-11-22 04:23:39.999303+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '10e9d271-54fb-4b29-9cba-469c660d8a7f', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('d71a2de6-5201-4f74-a62a-4052ee4612a8', 'they said xylograph', 'ended', '2026-11-30 04:23:40.295469+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', '2026-12-01 01:59:40.295428+00', 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('ba977781-b533-425f-893a-e104ca3ef47b', 'they said marzipan', 'ended', '2026-02-04 04:23:40.741947+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('316cda9d-21a7-4413-b779-bfcba7d0b392', 'they said xylograph', 'ended', '2026-11-23 04:23:40.695092+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, '09318d0a-af31-4755-a4dd-fe46f89c690f', 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('86c265e3-1220-4b36-abda-fdd2c31deca5', 'they said marzipan', 'ended', '2026-11-25 04:23:40.996679+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('2efaf764-8a87-4639-b835-9710d896c2ec', 'A talk', 'processing', '2026-11-23 04:23:41.359669+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('65027a6d-b72a-4a68-8e69-f434f114906a', 'A talk', 'uploaded', '2026-02-04 04:23:41.359753+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('bd923684-9f4a-4c13-9f84-d98e30835772', 'they said xylograph', 'ended', '2026-11-23 04:23:41.509879+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, false);
SELECT pg_catalog.setval('public.artifact_id_seq', 47, true);
SELECT pg_catalog.setval('public.usage_id_seq', 1, false);
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
ALTER TABLE ONLY public.usage
    ADD CONSTRAINT pk_usage PRIMARY KEY (id);
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
CREATE INDEX ix_usage_client_name ON public.usage USING btree (client, name);
CREATE INDEX ix_usage_until ON public.usage USING btree (until);
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
