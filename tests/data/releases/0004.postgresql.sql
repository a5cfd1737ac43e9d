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
    keep_video boolean DEFAULT false NOT NULL,
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
INSERT INTO public.artifact VALUES (4, 'folder', 'local', '', '7dbe31ec-9705-4cd3-b6ff-e8a488f90edc/', NULL, '7dbe31ec-9705-4cd3-b6ff-e8a488f90edc', NULL, NULL, '2026-12-01 17:18:04.879238+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (5, 'folder', 'local', '', 'fb81df8e-a002-488c-9310-dab188176906/', NULL, 'fb81df8e-a002-488c-9310-dab188176906', NULL, NULL, '2026-12-01 17:18:04.90779+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (6, 'folder', 'local', '', 'b05977d3-954b-4869-90db-3b35e7a51f38/', NULL, 'b05977d3-954b-4869-90db-3b35e7a51f38', NULL, NULL, '2026-12-01 17:18:04.918715+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (7, 'folder', 'local', '', '8be06bf6-83da-4c0c-a457-8556ab548173/', NULL, '8be06bf6-83da-4c0c-a457-8556ab548173', NULL, NULL, '2026-12-01 17:18:04.939297+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (8, 'track', 's3', 'recordings', 'marzipan/track-0.webm', NULL, NULL, '6ec02189-9cfc-4557-b3d6-aee8301c1b07', NULL, '2026-12-01 17:18:04.994157+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (9, 'track', 's3', 'recordings', 'marzipan/track-1.webm', NULL, NULL, '6ec02189-9cfc-4557-b3d6-aee8301c1b07', NULL, '2026-12-01 17:18:04.994169+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (10, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, 'b906f498-5dce-4323-b65c-4677df857daa', NULL, '2026-12-01 17:18:04.99417+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (11, 'recording', 's3', 'recordings', 'marzipan/lone.mp4', NULL, NULL, 'd9da7fbe-47c0-4f35-bfa5-872f46ce32e7', NULL, '2026-12-01 17:18:04.994171+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (14, 'folder', 'local', '', 'c2c29581-4b78-46fb-9cf2-569c3c708535/', NULL, 'c2c29581-4b78-46fb-9cf2-569c3c708535', NULL, NULL, '2026-12-01 17:18:05.180701+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (15, 'recording', 's3', 'recordings', 'xylograph/alone.mp4', NULL, NULL, '1c26c33d-2c76-4ad2-93eb-dad86c4963f6', NULL, '2026-12-01 17:18:05.221788+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (16, 'wav', 'local', '', '0f196b58-0c43-4d21-9045-a04f014dbb05/audio.wav', NULL, '0f196b58-0c43-4d21-9045-a04f014dbb05', NULL, NULL, '2026-12-01 17:18:05.289855+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (29, 'mp3', 's3', 'default', '083d20dd-fd42-4f62-8d42-089fbbfb9c86/audio.mp3', NULL, '083d20dd-fd42-4f62-8d42-089fbbfb9c86', NULL, NULL, '2026-12-01 17:18:05.958087+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (27, 'folder', 'local', '', '083d20dd-fd42-4f62-8d42-089fbbfb9c86/', NULL, '083d20dd-fd42-4f62-8d42-089fbbfb9c86', NULL, NULL, '2026-12-01 17:18:05.79628+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (17, 'mp3', 's3', 'default', '0f196b58-0c43-4d21-9045-a04f014dbb05/audio.mp3', NULL, '0f196b58-0c43-4d21-9045-a04f014dbb05', NULL, NULL, '2026-12-01 17:18:05.357784+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (12, 'folder', 'local', '', '0f196b58-0c43-4d21-9045-a04f014dbb05/', NULL, '0f196b58-0c43-4d21-9045-a04f014dbb05', NULL, NULL, '2026-12-01 17:18:05.162044+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (30, 'recording', 's3', 'recordings', 'xylograph/member.mp4', NULL, NULL, 'e9bdea0b-fba3-4f04-875f-99eda7520bc4', NULL, '2026-12-01 17:18:06.054816+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (18, 'wav', 'local', '', '5a5897d6-d9f3-4f43-9246-afaef909f0f0/audio.wav', NULL, '5a5897d6-d9f3-4f43-9246-afaef909f0f0', NULL, NULL, '2026-12-01 17:18:05.418613+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (31, 'recording', 's3', 'recordings', 'xylograph/orphan.mp4', NULL, NULL, 'd4ac840e-fcf1-4782-8a37-778233a6d972', NULL, '2026-12-01 17:18:06.054824+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (32, 'composed_video', 's3', 'recordings', 'composed/xylograph-orphan.mp4', NULL, NULL, NULL, '234b18e2-63d0-4eee-9631-6bf12bf4fade', '2026-12-01 17:18:06.088498+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (19, 'mp3', 's3', 'default', '5a5897d6-d9f3-4f43-9246-afaef909f0f0/audio.mp3', NULL, '5a5897d6-d9f3-4f43-9246-afaef909f0f0', NULL, NULL, '2026-12-01 17:18:05.465184+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (13, 'folder', 'local', '', '5a5897d6-d9f3-4f43-9246-afaef909f0f0/', NULL, '5a5897d6-d9f3-4f43-9246-afaef909f0f0', NULL, NULL, '2026-12-01 17:18:05.16472+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (20, 'folder', 'local', '', '2e7c09e0-3ddb-48f2-ab36-91a6b02e0773/', NULL, '2e7c09e0-3ddb-48f2-ab36-91a6b02e0773', NULL, NULL, '2026-12-01 17:18:05.556562+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (22, 'track', 's3', 'recordings', 'xylograph/track-0.webm', NULL, NULL, 'ceda1e9d-8dfb-4120-8641-be09a0ff5e05', NULL, '2026-12-01 17:18:05.597999+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (23, 'track', 's3', 'recordings', 'xylograph/track-1.webm', NULL, NULL, 'ceda1e9d-8dfb-4120-8641-be09a0ff5e05', NULL, '2026-12-01 17:18:05.598004+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (24, 'composed_video', 's3', 'recordings', 'composed/xylograph.mp4', NULL, NULL, NULL, '2d47e183-44c1-4e1f-9e9f-193032db7823', '2026-12-01 17:18:05.637574+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (25, 'wav', 'local', '', 'd30fd617-6d1d-4728-aa86-9d4ad9df4443/audio.wav', NULL, 'd30fd617-6d1d-4728-aa86-9d4ad9df4443', NULL, NULL, '2026-12-01 17:18:05.678708+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (34, 'recording', 's3', 'recordings', 'xylograph/adopted.mp4', NULL, NULL, 'e04df53e-9aaa-49f8-98b7-efde411b0af3', NULL, '2026-12-01 17:18:06.216094+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (35, 'composed_video', 's3', 'recordings', 'composed/marzipan.mp4', NULL, NULL, NULL, 'fbbaaf7a-a642-4887-9441-8fd06b2563e9', '2026-12-01 17:18:06.239358+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (26, 'mp3', 's3', 'default', 'd30fd617-6d1d-4728-aa86-9d4ad9df4443/audio.mp3', NULL, 'd30fd617-6d1d-4728-aa86-9d4ad9df4443', NULL, NULL, '2026-12-01 17:18:05.740189+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (21, 'folder', 'local', '', 'd30fd617-6d1d-4728-aa86-9d4ad9df4443/', NULL, 'd30fd617-6d1d-4728-aa86-9d4ad9df4443', NULL, NULL, '2026-12-01 17:18:05.569906+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (28, 'wav', 'local', '', '083d20dd-fd42-4f62-8d42-089fbbfb9c86/audio.wav', NULL, '083d20dd-fd42-4f62-8d42-089fbbfb9c86', NULL, NULL, '2026-12-01 17:18:05.878009+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (41, 'wav', 'local', '', '1434ab41-8fdd-4d7a-850a-cb05ad93de01/audio.wav', NULL, '1434ab41-8fdd-4d7a-850a-cb05ad93de01', NULL, NULL, '2026-12-01 17:18:06.479937+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (36, 'folder', 'local', '', '0343c896-e8a2-43ca-a550-ebf7b6a19ef3/', NULL, '0343c896-e8a2-43ca-a550-ebf7b6a19ef3', NULL, NULL, '2026-12-01 17:18:06.265402+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (37, 'mp3', 's3', 'default', '0343c896-e8a2-43ca-a550-ebf7b6a19ef3/audio.mp3', NULL, '0343c896-e8a2-43ca-a550-ebf7b6a19ef3', NULL, NULL, '2026-12-01 17:18:06.265408+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (38, 'wav', 'local', '', 'bbabc678-6ded-42d5-9259-f5b14202bcbd/audio.wav', NULL, 'bbabc678-6ded-42d5-9259-f5b14202bcbd', NULL, NULL, '2026-12-01 17:18:06.292388+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (47, 'wav', 'local', '', '4f7df2dc-a219-4a36-b067-0c982da70af8/audio.wav', NULL, '4f7df2dc-a219-4a36-b067-0c982da70af8', NULL, NULL, '2026-12-01 17:18:06.788036+00', '2026-12-01 16:18:06.821107+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (39, 'mp3', 's3', 'default', 'bbabc678-6ded-42d5-9259-f5b14202bcbd/audio.mp3', NULL, 'bbabc678-6ded-42d5-9259-f5b14202bcbd', NULL, NULL, '2026-12-01 17:18:06.351395+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (33, 'folder', 'local', '', 'bbabc678-6ded-42d5-9259-f5b14202bcbd/', NULL, 'bbabc678-6ded-42d5-9259-f5b14202bcbd', NULL, NULL, '2026-12-01 17:18:06.18257+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (42, 'mp3', 's3', 'default', '1434ab41-8fdd-4d7a-850a-cb05ad93de01/audio.mp3', NULL, '1434ab41-8fdd-4d7a-850a-cb05ad93de01', NULL, NULL, '2026-12-01 17:18:06.555423+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (40, 'folder', 'local', '', '1434ab41-8fdd-4d7a-850a-cb05ad93de01/', NULL, '1434ab41-8fdd-4d7a-850a-cb05ad93de01', NULL, NULL, '2026-12-01 17:18:06.397144+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (43, 'recording', 's3', 'recordings', 'xylograph/left-over.mp4', NULL, NULL, NULL, NULL, '2026-12-01 17:18:06.598623+00', NULL, '2026-11-30 17:18:06.593995+00', 3, '2026-12-01 05:18:06.594005+00', NULL, NULL);
INSERT INTO public.artifact VALUES (44, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, NULL, NULL, '2026-12-01 17:18:06.598626+00', NULL, '2026-11-30 17:18:06.594092+00', 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (46, 'folder', 'local', '', '90e81105-b407-4fbb-9a0a-6581df5198ed/', NULL, '90e81105-b407-4fbb-9a0a-6581df5198ed', NULL, NULL, '2026-12-01 17:18:06.726011+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (45, 'folder', 'local', '', '4f7df2dc-a219-4a36-b067-0c982da70af8/', NULL, '4f7df2dc-a219-4a36-b067-0c982da70af8', NULL, NULL, '2026-12-01 17:18:06.716395+00', '2026-12-01 16:18:06.821107+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.instance VALUES (1, '69380aef-1cd9-47d3-b0c8-64de2279d6c9', '2026-12-01 17:18:03.670192+00');
INSERT INTO public.job VALUES ('4f7df2dc-a219-4a36-b067-0c982da70af8', 'convert', '2026-12-01 17:18:06.731038+00', 0, 'worker-1', NULL, NULL, 1, 'xylograph', NULL, 0, NULL, false, NULL, false, 0);
INSERT INTO public.job VALUES ('90e81105-b407-4fbb-9a0a-6581df5198ed', 'convert', '2026-12-01 17:18:06.735615+00', 0, 'worker-1', NULL, NULL, 1, 'marzipan', NULL, 0, NULL, false, NULL, false, 0);
INSERT INTO public.marked_store VALUES ('local', '', '2026-12-01 17:18:04.550491+00');
INSERT INTO public.marked_store VALUES ('s3', 'default', '2026-12-01 17:18:04.574945+00');
INSERT INTO public.meeting VALUES ('0848093f-25d3-4138-affb-e3c710d7fff7', 'marzipan', NULL, NULL, '2026-11-23 17:18:04.841688+00', '2026-11-23 17:48:04.841688+00', NULL, false, '', NULL, NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('2d47e183-44c1-4e1f-9e9f-193032db7823', 'xylograph', NULL, NULL, '2026-11-23 17:18:05.517444+00', '2026-11-23 17:48:05.517444+00', NULL, false, '', 'composed/xylograph.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('234b18e2-63d0-4eee-9631-6bf12bf4fade', 'they said xylograph', 'they said xylograph', 'they said xylograph', '2026-11-01 17:18:06.007234+00', '2026-11-01 17:48:06.007234+00', NULL, false, '', 'composed/xylograph-orphan.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('fbbaaf7a-a642-4887-9441-8fd06b2563e9', 'they said marzipan', 'they said marzipan', 'they said marzipan', '2026-02-04 17:18:06.156167+00', '2026-02-04 17:48:06.156167+00', '6b5d636d-a082-400f-ac87-404e4a7f6dc3', false, '', 'composed/marzipan.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting_consent VALUES ('208a8298-705f-4fe5-8bf9-3332b58c1a86', '0848093f-25d3-4138-affb-e3c710d7fff7', 'marzipan', false, '2026-12-01 17:18:04.87037+00', NULL);
INSERT INTO public.meeting_consent VALUES ('32ea8377-903d-481f-81ef-1de49007f189', '2d47e183-44c1-4e1f-9e9f-193032db7823', 'xylograph', true, '2026-12-01 17:18:05.529281+00', NULL);
INSERT INTO public.meeting_consent VALUES ('ebdb82d6-3aaf-4a01-822b-5234f79c5f81', '2d47e183-44c1-4e1f-9e9f-193032db7823', 'xylograph', false, '2026-12-01 17:18:05.531637+00', NULL);
INSERT INTO public.meeting_consent VALUES ('9c24c97d-52f1-43f0-ba97-57c9fa82e468', '234b18e2-63d0-4eee-9631-6bf12bf4fade', NULL, true, '2026-12-01 17:18:06.0159+00', NULL);
INSERT INTO public.meeting_consent VALUES ('164556ab-be87-40b6-a9cf-c64ee98c0b8c', 'fbbaaf7a-a642-4887-9441-8fd06b2563e9', NULL, false, '2026-12-01 17:18:06.1702+00', NULL);
INSERT INTO public.recording VALUES ('6ec02189-9cfc-4557-b3d6-aee8301c1b07', 'recordings', '', '2026-11-23 17:18:04.841811+00', 'completed', '0848093f-25d3-4138-affb-e3c710d7fff7', '["marzipan/track-0.webm", "marzipan/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('b906f498-5dce-4323-b65c-4677df857daa', 'recordings', 'marzipan/shared.mp4', '2026-11-23 17:18:04.841848+00', 'completed', '0848093f-25d3-4138-affb-e3c710d7fff7', NULL, true);
INSERT INTO public.recording VALUES ('d9da7fbe-47c0-4f35-bfa5-872f46ce32e7', 'recordings', 'marzipan/lone.mp4', '2026-11-23 17:18:04.841922+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('1c26c33d-2c76-4ad2-93eb-dad86c4963f6', 'recordings', 'xylograph/alone.mp4', '2026-11-23 17:18:05.140866+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('ceda1e9d-8dfb-4120-8641-be09a0ff5e05', 'recordings', '', '2026-11-23 17:18:05.518147+00', 'completed', '2d47e183-44c1-4e1f-9e9f-193032db7823', '["xylograph/track-0.webm", "xylograph/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('e9bdea0b-fba3-4f04-875f-99eda7520bc4', 'recordings', 'xylograph/member.mp4', '2026-11-23 17:18:06.007735+00', 'completed', '234b18e2-63d0-4eee-9631-6bf12bf4fade', NULL, true);
INSERT INTO public.recording VALUES ('d4ac840e-fcf1-4782-8a37-778233a6d972', 'recordings', 'xylograph/orphan.mp4', '2026-11-23 17:18:06.007865+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('e04df53e-9aaa-49f8-98b7-efde411b0af3', 'recordings', 'xylograph/adopted.mp4', '2026-11-23 17:18:06.134268+00', 'completed', NULL, NULL, true);
INSERT INTO public.retention_run VALUES ('671b94c0-12e1-4695-9e6c-d6b69270885e', 'call', 7, '2026-11-24 17:18:03.611524+00', '2026-12-01 17:18:03.691607+00', '2026-12-01 17:18:04.716151+00', 'done', 1, 0, 0, 3, 0, NULL, NULL);
INSERT INTO public.room VALUES ('6b5d636d-a082-400f-ac87-404e4a7f6dc3', 'room-6b5d636d', 'its-owner', '2026-12-01 17:18:06.160771+00', false, '');
INSERT INTO public.tombstone VALUES ('33a4a8e0-0464-4662-af47-30963da8f91f', 'transcript', 'expired', '2026-12-01 17:18:04.039997+00', '671b94c0-12e1-4695-9e6c-d6b69270885e');
INSERT INTO public.transcript VALUES ('7dbe31ec-9705-4cd3-b6ff-e8a488f90edc', 'A talk', 'ended', '2026-11-23 17:18:04.84189+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', '0848093f-25d3-4138-affb-e3c710d7fff7', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('fb81df8e-a002-488c-9310-dab188176906', 'A talk', 'ended', '2026-11-25 17:18:04.841937+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'd9da7fbe-47c0-4f35-bfa5-872f46ce32e7', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('b05977d3-954b-4869-90db-3b35e7a51f38', 'A talk', 'ended', '2026-11-23 17:18:04.841951+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', '0848093f-25d3-4138-affb-e3c710d7fff7', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('8be06bf6-83da-4c0c-a457-8556ab548173', 'A talk', 'ended', '2026-11-23 17:18:04.841964+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'd9da7fbe-47c0-4f35-bfa5-872f46ce32e7', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('0f196b58-0c43-4d21-9045-a04f014dbb05', 'they said xylograph', 'ended', '2026-11-23 17:18:05.140647+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('5a5897d6-d9f3-4f43-9246-afaef909f0f0', 'they said xylograph', 'ended', '2026-11-22 17:18:05.14083+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('c2c29581-4b78-46fb-9cf2-569c3c708535', 'A talk', 'ended', '2026-11-19 17:18:05.141342+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '1c26c33d-2c76-4ad2-93eb-dad86c4963f6', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('2e7c09e0-3ddb-48f2-ab36-91a6b02e0773', 'A talk', 'ended', '2026-11-11 17:18:05.518409+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', '2d47e183-44c1-4e1f-9e9f-193032db7823', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('d30fd617-6d1d-4728-aa86-9d4ad9df4443', 'A talk', 'ended', '2026-11-22 17:18:05.51845+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'ceda1e9d-8dfb-4120-8641-be09a0ff5e05', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('083d20dd-fd42-4f62-8d42-089fbbfb9c86', 'they said xylograph', 'ended', '2026-11-30 17:18:05.782903+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', '2026-12-01 14:54:05.782854+00', 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('bbabc678-6ded-42d5-9259-f5b14202bcbd', 'they said marzipan', 'ended', '2026-02-04 17:18:06.156398+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('0343c896-e8a2-43ca-a550-ebf7b6a19ef3', 'they said xylograph', 'ended', '2026-11-23 17:18:06.134781+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, 'e04df53e-9aaa-49f8-98b7-efde411b0af3', 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('1434ab41-8fdd-4d7a-850a-cb05ad93de01', 'they said marzipan', 'ended', '2026-11-25 17:18:06.390386+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('4f7df2dc-a219-4a36-b067-0c982da70af8', 'A talk', 'processing', '2026-11-23 17:18:06.707292+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('90e81105-b407-4fbb-9a0a-6581df5198ed', 'A talk', 'uploaded', '2026-02-04 17:18:06.707374+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('fa1136b9-4967-4027-8df3-ee4149e71b4a', 'they said xylograph', 'ended', '2026-11-23 17:18:06.837797+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, false);
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
CREATE INDEX ix_artifact_video ON public.artifact USING btree (transcript_id, size) WHERE ((kind)::text = 'video'::text);
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
