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
    upload_bytes bigint
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
INSERT INTO public.artifact VALUES (4, 'folder', 'local', '', '8ea688d8-7cd5-42b3-b1f8-13b285151b8e/', NULL, '8ea688d8-7cd5-42b3-b1f8-13b285151b8e', NULL, NULL, '2026-12-01 05:22:12.560292+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (5, 'folder', 'local', '', '1ac81cf8-73ab-4ff6-a8d3-e068ed5b2fdd/', NULL, '1ac81cf8-73ab-4ff6-a8d3-e068ed5b2fdd', NULL, NULL, '2026-12-01 05:22:12.568991+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (6, 'folder', 'local', '', 'bdadded3-96b5-4eb7-9323-9a046220de27/', NULL, 'bdadded3-96b5-4eb7-9323-9a046220de27', NULL, NULL, '2026-12-01 05:22:12.571045+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (7, 'folder', 'local', '', 'e9391ed2-6752-4438-b611-942cb0bebb6c/', NULL, 'e9391ed2-6752-4438-b611-942cb0bebb6c', NULL, NULL, '2026-12-01 05:22:12.575749+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (8, 'track', 's3', 'recordings', 'marzipan/track-0.webm', NULL, NULL, '7e807bee-be7a-4ae5-828a-84b7cf160f8b', NULL, '2026-12-01 05:22:12.600196+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (9, 'track', 's3', 'recordings', 'marzipan/track-1.webm', NULL, NULL, '7e807bee-be7a-4ae5-828a-84b7cf160f8b', NULL, '2026-12-01 05:22:12.600202+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (10, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, '6f1d108d-ef7a-45c2-b711-e02234ffa891', NULL, '2026-12-01 05:22:12.600203+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (11, 'recording', 's3', 'recordings', 'marzipan/lone.mp4', NULL, NULL, 'c0bc2668-73dc-4598-b6a2-abd1b7ab1bae', NULL, '2026-12-01 05:22:12.600204+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (14, 'folder', 'local', '', '4955cce1-de9b-44f6-8874-9c9505fe5279/', NULL, '4955cce1-de9b-44f6-8874-9c9505fe5279', NULL, NULL, '2026-12-01 05:22:12.697184+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (15, 'recording', 's3', 'recordings', 'xylograph/alone.mp4', NULL, NULL, '2020fab2-725d-4d45-b50f-54f89cff7f83', NULL, '2026-12-01 05:22:12.717827+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (16, 'wav', 'local', '', 'eb778eb5-b085-4f0f-a0f3-05bcfd9128de/audio.wav', NULL, 'eb778eb5-b085-4f0f-a0f3-05bcfd9128de', NULL, NULL, '2026-12-01 05:22:12.747707+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (29, 'mp3', 's3', 'default', 'd3f9401c-3b2e-4312-8a67-52c5cb804f13/audio.mp3', NULL, 'd3f9401c-3b2e-4312-8a67-52c5cb804f13', NULL, NULL, '2026-12-01 05:22:13.219713+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (27, 'folder', 'local', '', 'd3f9401c-3b2e-4312-8a67-52c5cb804f13/', NULL, 'd3f9401c-3b2e-4312-8a67-52c5cb804f13', NULL, NULL, '2026-12-01 05:22:13.144413+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (17, 'mp3', 's3', 'default', 'eb778eb5-b085-4f0f-a0f3-05bcfd9128de/audio.mp3', NULL, 'eb778eb5-b085-4f0f-a0f3-05bcfd9128de', NULL, NULL, '2026-12-01 05:22:12.797376+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (12, 'folder', 'local', '', 'eb778eb5-b085-4f0f-a0f3-05bcfd9128de/', NULL, 'eb778eb5-b085-4f0f-a0f3-05bcfd9128de', NULL, NULL, '2026-12-01 05:22:12.688848+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (30, 'recording', 's3', 'recordings', 'xylograph/member.mp4', NULL, NULL, '92bed756-f3ba-4be9-b837-dd763231593b', NULL, '2026-12-01 05:22:13.3006+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (18, 'wav', 'local', '', '33d5e07e-e4fa-4ea7-bfcf-037879e5e5ed/audio.wav', NULL, '33d5e07e-e4fa-4ea7-bfcf-037879e5e5ed', NULL, NULL, '2026-12-01 05:22:12.853091+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (31, 'recording', 's3', 'recordings', 'xylograph/orphan.mp4', NULL, NULL, '13c9e982-7305-46d1-82c2-ef628d326a0e', NULL, '2026-12-01 05:22:13.300606+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (32, 'composed_video', 's3', 'recordings', 'composed/xylograph-orphan.mp4', NULL, NULL, NULL, 'adbbd5dd-7faf-47d2-8495-2893577a82e3', '2026-12-01 05:22:13.316451+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (19, 'mp3', 's3', 'default', '33d5e07e-e4fa-4ea7-bfcf-037879e5e5ed/audio.mp3', NULL, '33d5e07e-e4fa-4ea7-bfcf-037879e5e5ed', NULL, NULL, '2026-12-01 05:22:12.898745+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (13, 'folder', 'local', '', '33d5e07e-e4fa-4ea7-bfcf-037879e5e5ed/', NULL, '33d5e07e-e4fa-4ea7-bfcf-037879e5e5ed', NULL, NULL, '2026-12-01 05:22:12.691967+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (20, 'folder', 'local', '', '4eefccb9-dd9d-4e56-a8c7-17121596e3bf/', NULL, '4eefccb9-dd9d-4e56-a8c7-17121596e3bf', NULL, NULL, '2026-12-01 05:22:12.974282+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (22, 'track', 's3', 'recordings', 'xylograph/track-0.webm', NULL, NULL, 'a1e818ac-9075-41b7-8b99-24ab994d5f55', NULL, '2026-12-01 05:22:12.992004+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (23, 'track', 's3', 'recordings', 'xylograph/track-1.webm', NULL, NULL, 'a1e818ac-9075-41b7-8b99-24ab994d5f55', NULL, '2026-12-01 05:22:12.992013+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (24, 'composed_video', 's3', 'recordings', 'composed/xylograph.mp4', NULL, NULL, NULL, '63bb8255-b1db-4d42-800a-7f90a81a49ee', '2026-12-01 05:22:13.007405+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (25, 'wav', 'local', '', 'be89d25e-23db-4e7a-ac2d-6473a07b811b/audio.wav', NULL, 'be89d25e-23db-4e7a-ac2d-6473a07b811b', NULL, NULL, '2026-12-01 05:22:13.044299+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (34, 'recording', 's3', 'recordings', 'xylograph/adopted.mp4', NULL, NULL, '18d07e23-7da9-4ec9-8d51-d2bba8985a22', NULL, '2026-12-01 05:22:13.395546+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (35, 'composed_video', 's3', 'recordings', 'composed/marzipan.mp4', NULL, NULL, NULL, '595bef9f-147e-40f7-a7ab-33fadd1f2cd8', '2026-12-01 05:22:13.408441+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (26, 'mp3', 's3', 'default', 'be89d25e-23db-4e7a-ac2d-6473a07b811b/audio.mp3', NULL, 'be89d25e-23db-4e7a-ac2d-6473a07b811b', NULL, NULL, '2026-12-01 05:22:13.087937+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (21, 'folder', 'local', '', 'be89d25e-23db-4e7a-ac2d-6473a07b811b/', NULL, 'be89d25e-23db-4e7a-ac2d-6473a07b811b', NULL, NULL, '2026-12-01 05:22:12.976646+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (36, 'folder', 'local', '', '6d70243b-9a39-4eda-ba7a-674a1a5e4e11/', NULL, '6d70243b-9a39-4eda-ba7a-674a1a5e4e11', NULL, NULL, '2026-12-01 05:22:13.427666+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (28, 'wav', 'local', '', 'd3f9401c-3b2e-4312-8a67-52c5cb804f13/audio.wav', NULL, 'd3f9401c-3b2e-4312-8a67-52c5cb804f13', NULL, NULL, '2026-12-01 05:22:13.174594+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (41, 'wav', 'local', '', 'bbafb537-77b5-4719-bfd2-79a895979a78/audio.wav', NULL, 'bbafb537-77b5-4719-bfd2-79a895979a78', NULL, NULL, '2026-12-01 05:22:13.555744+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (37, 'mp3', 's3', 'default', '6d70243b-9a39-4eda-ba7a-674a1a5e4e11/audio.mp3', NULL, '6d70243b-9a39-4eda-ba7a-674a1a5e4e11', NULL, NULL, '2026-12-01 05:22:13.427672+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (38, 'wav', 'local', '', 'd13c12f4-2987-469b-bb64-9dd2ee41c1a5/audio.wav', NULL, 'd13c12f4-2987-469b-bb64-9dd2ee41c1a5', NULL, NULL, '2026-12-01 05:22:13.447804+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (47, 'wav', 'local', '', 'e5c7fecc-39a3-4518-af82-51818e635a39/audio.wav', NULL, 'e5c7fecc-39a3-4518-af82-51818e635a39', NULL, NULL, '2026-12-01 05:22:13.739759+00', '2026-12-01 04:22:13.74944+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (39, 'mp3', 's3', 'default', 'd13c12f4-2987-469b-bb64-9dd2ee41c1a5/audio.mp3', NULL, 'd13c12f4-2987-469b-bb64-9dd2ee41c1a5', NULL, NULL, '2026-12-01 05:22:13.490036+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (33, 'folder', 'local', '', 'd13c12f4-2987-469b-bb64-9dd2ee41c1a5/', NULL, 'd13c12f4-2987-469b-bb64-9dd2ee41c1a5', NULL, NULL, '2026-12-01 05:22:13.378721+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (42, 'mp3', 's3', 'default', 'bbafb537-77b5-4719-bfd2-79a895979a78/audio.mp3', NULL, 'bbafb537-77b5-4719-bfd2-79a895979a78', NULL, NULL, '2026-12-01 05:22:13.604082+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (40, 'folder', 'local', '', 'bbafb537-77b5-4719-bfd2-79a895979a78/', NULL, 'bbafb537-77b5-4719-bfd2-79a895979a78', NULL, NULL, '2026-12-01 05:22:13.533151+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (43, 'recording', 's3', 'recordings', 'xylograph/left-over.mp4', NULL, NULL, NULL, NULL, '2026-12-01 05:22:13.658284+00', NULL, '2026-11-30 05:22:13.655331+00', 3, '2026-11-30 17:22:13.655349+00', NULL, NULL);
INSERT INTO public.artifact VALUES (44, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, NULL, NULL, '2026-12-01 05:22:13.658292+00', NULL, '2026-11-30 05:22:13.655551+00', 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (46, 'folder', 'local', '', '79d875bd-ee08-4817-a287-a6a79b3353db/', NULL, '79d875bd-ee08-4817-a287-a6a79b3353db', NULL, NULL, '2026-12-01 05:22:13.701449+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (45, 'folder', 'local', '', 'e5c7fecc-39a3-4518-af82-51818e635a39/', NULL, 'e5c7fecc-39a3-4518-af82-51818e635a39', NULL, NULL, '2026-12-01 05:22:13.695628+00', '2026-12-01 04:22:13.74944+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.instance VALUES (1, '4e5ce345-299f-4d3a-95c0-a60c40b9fffc', '2026-12-01 05:22:12.0726+00');
INSERT INTO public.job VALUES ('e5c7fecc-39a3-4518-af82-51818e635a39', 'convert', '2026-12-01 05:22:13.702914+00', 0, 'worker-1', NULL, NULL, 1, 'xylograph', NULL, 0, NULL);
INSERT INTO public.job VALUES ('79d875bd-ee08-4817-a287-a6a79b3353db', 'convert', '2026-12-01 05:22:13.707927+00', 0, 'worker-1', NULL, NULL, 1, 'marzipan', NULL, 0, NULL);
INSERT INTO public.marked_store VALUES ('local', '', '2026-12-01 05:22:12.359813+00');
INSERT INTO public.marked_store VALUES ('s3', 'default', '2026-12-01 05:22:12.372906+00');
INSERT INTO public.meeting VALUES ('eecb9c31-7c96-4fc0-b43c-2f583fc86556', 'marzipan', NULL, NULL, '2026-11-23 05:22:12.502503+00', '2026-11-23 05:52:12.502503+00', NULL, false, '', NULL, NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('63bb8255-b1db-4d42-800a-7f90a81a49ee', 'xylograph', NULL, NULL, '2026-11-23 05:22:12.939393+00', '2026-11-23 05:52:12.939393+00', NULL, false, '', 'composed/xylograph.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('adbbd5dd-7faf-47d2-8495-2893577a82e3', 'they said xylograph', 'they said xylograph', 'they said xylograph', '2026-11-01 05:22:13.255066+00', '2026-11-01 05:52:13.255066+00', NULL, false, '', 'composed/xylograph-orphan.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('595bef9f-147e-40f7-a7ab-33fadd1f2cd8', 'they said marzipan', 'they said marzipan', 'they said marzipan', '2026-02-04 05:22:13.364355+00', '2026-02-04 05:52:13.364355+00', '98a7685b-e79d-435f-9e03-1658dc0862e3', false, '', 'composed/marzipan.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting_consent VALUES ('560510e9-8691-4717-bc44-e3fa24e0748a', 'eecb9c31-7c96-4fc0-b43c-2f583fc86556', 'marzipan', false, '2026-12-01 05:22:12.55187+00', NULL);
INSERT INTO public.meeting_consent VALUES ('56f198c5-8e42-401c-9bb1-66e07fa64377', '63bb8255-b1db-4d42-800a-7f90a81a49ee', 'xylograph', true, '2026-12-01 05:22:12.969963+00', NULL);
INSERT INTO public.meeting_consent VALUES ('f31dca56-42ae-4260-9e4c-ddcd058cb65a', '63bb8255-b1db-4d42-800a-7f90a81a49ee', 'xylograph', false, '2026-12-01 05:22:12.971198+00', NULL);
INSERT INTO public.meeting_consent VALUES ('a73505f7-5100-4766-96db-9ddcf6c1a9f6', 'adbbd5dd-7faf-47d2-8495-2893577a82e3', NULL, true, '2026-12-01 05:22:13.27957+00', NULL);
INSERT INTO public.meeting_consent VALUES ('0279c9c2-d4c5-4dbf-bbc0-a9b5ff3bd134', '595bef9f-147e-40f7-a7ab-33fadd1f2cd8', NULL, false, '2026-12-01 05:22:13.376866+00', NULL);
INSERT INTO public.recording VALUES ('7e807bee-be7a-4ae5-828a-84b7cf160f8b', 'recordings', '', '2026-11-23 05:22:12.502632+00', 'completed', 'eecb9c31-7c96-4fc0-b43c-2f583fc86556', '["marzipan/track-0.webm", "marzipan/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('6f1d108d-ef7a-45c2-b711-e02234ffa891', 'recordings', 'marzipan/shared.mp4', '2026-11-23 05:22:12.502671+00', 'completed', 'eecb9c31-7c96-4fc0-b43c-2f583fc86556', NULL, true);
INSERT INTO public.recording VALUES ('c0bc2668-73dc-4598-b6a2-abd1b7ab1bae', 'recordings', 'marzipan/lone.mp4', '2026-11-23 05:22:12.502756+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('2020fab2-725d-4d45-b50f-54f89cff7f83', 'recordings', 'xylograph/alone.mp4', '2026-11-23 05:22:12.664219+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('a1e818ac-9075-41b7-8b99-24ab994d5f55', 'recordings', '', '2026-11-23 05:22:12.951299+00', 'completed', '63bb8255-b1db-4d42-800a-7f90a81a49ee', '["xylograph/track-0.webm", "xylograph/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('92bed756-f3ba-4be9-b837-dd763231593b', 'recordings', 'xylograph/member.mp4', '2026-11-23 05:22:13.263107+00', 'completed', 'adbbd5dd-7faf-47d2-8495-2893577a82e3', NULL, true);
INSERT INTO public.recording VALUES ('13c9e982-7305-46d1-82c2-ef628d326a0e', 'recordings', 'xylograph/orphan.mp4', '2026-11-23 05:22:13.271122+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('18d07e23-7da9-4ec9-8d51-d2bba8985a22', 'recordings', 'xylograph/adopted.mp4', '2026-11-23 05:22:13.32877+00', 'completed', NULL, NULL, true);
INSERT INTO public.retention_run VALUES ('c2e29bc8-205a-4dab-9681-659e121b3115', 'call', 7, '2026-11-24 05:22:12.054786+00', '2026-12-01 05:22:12.093609+00', '2026-12-01 05:22:12.475631+00', 'done', 1, 0, 0, 3, 0, NULL, NULL);
INSERT INTO public.room VALUES ('98a7685b-e79d-435f-9e03-1658dc0862e3', 'room-98a7685b', 'its-owner', '2026-12-01 05:22:13.371296+00', false, '');
INSERT INTO public.tombstone VALUES ('418038d0-bcd2-4f24-ae8d-23443d623f48', 'transcript', 'expired', '2026-12-01 05:22:12.113692+00', 'c2e29bc8-205a-4dab-9681-659e121b3115');
INSERT INTO public.transcript VALUES ('8ea688d8-7cd5-42b3-b1f8-13b285151b8e', 'A talk', 'ended', '2026-11-23 05:22:12.502722+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', 'eecb9c31-7c96-4fc0-b43c-2f583fc86556', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('1ac81cf8-73ab-4ff6-a8d3-e068ed5b2fdd', 'A talk', 'ended', '2026-11-25 05:22:12.502776+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'c0bc2668-73dc-4598-b6a2-abd1b7ab1bae', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('bdadded3-96b5-4eb7-9323-9a046220de27', 'A talk', 'ended', '2026-11-23 05:22:12.502804+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', 'eecb9c31-7c96-4fc0-b43c-2f583fc86556', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('e9391ed2-6752-4438-b611-942cb0bebb6c', 'A talk', 'ended', '2026-11-23 05:22:12.502822+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'c0bc2668-73dc-4598-b6a2-abd1b7ab1bae', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('eb778eb5-b085-4f0f-a0f3-05bcfd9128de', 'they said xylograph', 'ended', '2026-11-23 05:22:12.663999+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('33d5e07e-e4fa-4ea7-bfcf-037879e5e5ed', 'they said xylograph', 'ended', '2026-11-22 05:22:12.664169+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('4955cce1-de9b-44f6-8874-9c9505fe5279', 'A talk', 'ended', '2026-11-19 05:22:12.677683+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '2020fab2-725d-4d45-b50f-54f89cff7f83', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('4eefccb9-dd9d-4e56-a8c7-17121596e3bf', 'A talk', 'ended', '2026-11-11 05:22:12.967141+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', '63bb8255-b1db-4d42-800a-7f90a81a49ee', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('be89d25e-23db-4e7a-ac2d-6473a07b811b', 'A talk', 'ended', '2026-11-22 05:22:12.967267+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'a1e818ac-9075-41b7-8b99-24ab994d5f55', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('d3f9401c-3b2e-4312-8a67-52c5cb804f13', 'they said xylograph', 'ended', '2026-11-30 05:22:13.135333+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', '2026-12-01 02:58:13.135276+00', 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('d13c12f4-2987-469b-bb64-9dd2ee41c1a5', 'they said marzipan', 'ended', '2026-02-04 05:22:13.369734+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('6d70243b-9a39-4eda-ba7a-674a1a5e4e11', 'they said xylograph', 'ended', '2026-11-23 05:22:13.335161+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, '18d07e23-7da9-4ec9-8d51-d2bba8985a22', 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('bbafb537-77b5-4719-bfd2-79a895979a78', 'they said marzipan', 'ended', '2026-11-25 05:22:13.530913+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('e5c7fecc-39a3-4518-af82-51818e635a39', 'A talk', 'processing', '2026-11-23 05:22:13.689509+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('79d875bd-ee08-4817-a287-a6a79b3353db', 'A talk', 'uploaded', '2026-02-04 05:22:13.689601+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('a2c65106-4165-4117-af19-1d10affdec8d', 'they said xylograph', 'ended', '2026-11-23 05:22:13.759393+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, false);
SELECT pg_catalog.setval('public.artifact_id_seq', 47, true);
SELECT pg_catalog.setval('public.usage_id_seq', 1, false);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
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
