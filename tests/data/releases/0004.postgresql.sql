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
INSERT INTO public.artifact VALUES (4, 'folder', 'local', '', 'b4bf8dcf-3aee-4518-9269-4674e9b5a82a/', NULL, 'b4bf8dcf-3aee-4518-9269-4674e9b5a82a', NULL, NULL, '2026-12-01 18:05:54.254631+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (5, 'folder', 'local', '', 'fc2435df-cb69-4b2a-bf12-30895374109a/', NULL, 'fc2435df-cb69-4b2a-bf12-30895374109a', NULL, NULL, '2026-12-01 18:05:54.286373+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (6, 'folder', 'local', '', 'f1ddcd0c-4008-4b67-bcd4-1444bdd5aad2/', NULL, 'f1ddcd0c-4008-4b67-bcd4-1444bdd5aad2', NULL, NULL, '2026-12-01 18:05:54.295653+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (7, 'folder', 'local', '', '2d132364-865b-468e-91fe-dfd71d55e052/', NULL, '2d132364-865b-468e-91fe-dfd71d55e052', NULL, NULL, '2026-12-01 18:05:54.309597+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (8, 'track', 's3', 'recordings', 'marzipan/track-0.webm', NULL, NULL, '84909b23-438c-4634-9ae7-d5ed9d3e16d9', NULL, '2026-12-01 18:05:54.370588+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (9, 'track', 's3', 'recordings', 'marzipan/track-1.webm', NULL, NULL, '84909b23-438c-4634-9ae7-d5ed9d3e16d9', NULL, '2026-12-01 18:05:54.370595+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (10, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, '6a313485-ee4c-423c-9026-4a2a255e32b8', NULL, '2026-12-01 18:05:54.370596+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (11, 'recording', 's3', 'recordings', 'marzipan/lone.mp4', NULL, NULL, '6f6445b3-1b6d-406d-a4b8-3f63eab5eeca', NULL, '2026-12-01 18:05:54.370596+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (14, 'folder', 'local', '', '851b3ff9-2afa-45f0-b661-9ae7ff15b5ea/', NULL, '851b3ff9-2afa-45f0-b661-9ae7ff15b5ea', NULL, NULL, '2026-12-01 18:05:54.555033+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (15, 'recording', 's3', 'recordings', 'xylograph/alone.mp4', NULL, NULL, '1293511f-73b2-4dd0-a2f3-debe799bb2cc', NULL, '2026-12-01 18:05:54.58931+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (16, 'wav', 'local', '', '8dbe5152-dd5c-4333-bbb5-b700937ce688/audio.wav', NULL, '8dbe5152-dd5c-4333-bbb5-b700937ce688', NULL, NULL, '2026-12-01 18:05:54.68637+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (29, 'mp3', 's3', 'default', '5930e839-19e7-4d45-bb7d-d162f41cae4e/audio.mp3', NULL, '5930e839-19e7-4d45-bb7d-d162f41cae4e', NULL, NULL, '2026-12-01 18:05:55.492073+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (27, 'folder', 'local', '', '5930e839-19e7-4d45-bb7d-d162f41cae4e/', NULL, '5930e839-19e7-4d45-bb7d-d162f41cae4e', NULL, NULL, '2026-12-01 18:05:55.308314+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (17, 'mp3', 's3', 'default', '8dbe5152-dd5c-4333-bbb5-b700937ce688/audio.mp3', NULL, '8dbe5152-dd5c-4333-bbb5-b700937ce688', NULL, NULL, '2026-12-01 18:05:54.761849+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (12, 'folder', 'local', '', '8dbe5152-dd5c-4333-bbb5-b700937ce688/', NULL, '8dbe5152-dd5c-4333-bbb5-b700937ce688', NULL, NULL, '2026-12-01 18:05:54.528204+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (30, 'recording', 's3', 'recordings', 'xylograph/member.mp4', NULL, NULL, '094dbc33-8777-4299-aec8-78e84914ecbf', NULL, '2026-12-01 18:05:55.592057+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (18, 'wav', 'local', '', '8e22725d-91c5-4f5c-ab67-df44780b2f84/audio.wav', NULL, '8e22725d-91c5-4f5c-ab67-df44780b2f84', NULL, NULL, '2026-12-01 18:05:54.83981+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (31, 'recording', 's3', 'recordings', 'xylograph/orphan.mp4', NULL, NULL, '1bd9e959-f657-41e3-8b02-3d1c2a4b2717', NULL, '2026-12-01 18:05:55.592061+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (32, 'composed_video', 's3', 'recordings', 'composed/xylograph-orphan.mp4', NULL, NULL, NULL, '284d8f12-7b77-411a-b108-b5e47b21aa8a', '2026-12-01 18:05:55.613776+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (19, 'mp3', 's3', 'default', '8e22725d-91c5-4f5c-ab67-df44780b2f84/audio.mp3', NULL, '8e22725d-91c5-4f5c-ab67-df44780b2f84', NULL, NULL, '2026-12-01 18:05:54.924269+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (13, 'folder', 'local', '', '8e22725d-91c5-4f5c-ab67-df44780b2f84/', NULL, '8e22725d-91c5-4f5c-ab67-df44780b2f84', NULL, NULL, '2026-12-01 18:05:54.540716+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (20, 'folder', 'local', '', '15653cc6-4e0c-437a-aa17-785d1dd8aa4e/', NULL, '15653cc6-4e0c-437a-aa17-785d1dd8aa4e', NULL, NULL, '2026-12-01 18:05:55.025951+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (22, 'track', 's3', 'recordings', 'xylograph/track-0.webm', NULL, NULL, '660f5f15-c154-4dc9-8182-310c0029d5bd', NULL, '2026-12-01 18:05:55.066915+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (23, 'track', 's3', 'recordings', 'xylograph/track-1.webm', NULL, NULL, '660f5f15-c154-4dc9-8182-310c0029d5bd', NULL, '2026-12-01 18:05:55.066924+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (24, 'composed_video', 's3', 'recordings', 'composed/xylograph.mp4', NULL, NULL, NULL, '92c5a3cc-9547-4520-9c73-57239292671b', '2026-12-01 18:05:55.122346+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (25, 'wav', 'local', '', '5491b0ee-b61f-47bc-b280-07823abe95a4/audio.wav', NULL, '5491b0ee-b61f-47bc-b280-07823abe95a4', NULL, NULL, '2026-12-01 18:05:55.196826+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (34, 'recording', 's3', 'recordings', 'xylograph/adopted.mp4', NULL, NULL, 'c9b24465-7edc-4e14-9791-22959b1dedc2', NULL, '2026-12-01 18:05:55.769255+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (35, 'composed_video', 's3', 'recordings', 'composed/marzipan.mp4', NULL, NULL, NULL, '82eae20d-8674-46cd-96a5-bdb84026a0fe', '2026-12-01 18:05:55.800985+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (26, 'mp3', 's3', 'default', '5491b0ee-b61f-47bc-b280-07823abe95a4/audio.mp3', NULL, '5491b0ee-b61f-47bc-b280-07823abe95a4', NULL, NULL, '2026-12-01 18:05:55.245364+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (21, 'folder', 'local', '', '5491b0ee-b61f-47bc-b280-07823abe95a4/', NULL, '5491b0ee-b61f-47bc-b280-07823abe95a4', NULL, NULL, '2026-12-01 18:05:55.030079+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (36, 'folder', 'local', '', 'cea66bb7-f177-4277-a327-75172fb45eab/', NULL, 'cea66bb7-f177-4277-a327-75172fb45eab', NULL, NULL, '2026-12-01 18:05:55.838645+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (28, 'wav', 'local', '', '5930e839-19e7-4d45-bb7d-d162f41cae4e/audio.wav', NULL, '5930e839-19e7-4d45-bb7d-d162f41cae4e', NULL, NULL, '2026-12-01 18:05:55.403926+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (41, 'wav', 'local', '', '1835f088-f1ef-4d78-a802-9fef21de4168/audio.wav', NULL, '1835f088-f1ef-4d78-a802-9fef21de4168', NULL, NULL, '2026-12-01 18:05:56.14751+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (37, 'mp3', 's3', 'default', 'cea66bb7-f177-4277-a327-75172fb45eab/audio.mp3', NULL, 'cea66bb7-f177-4277-a327-75172fb45eab', NULL, NULL, '2026-12-01 18:05:55.838653+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (38, 'wav', 'local', '', '6d5092d4-159d-4fdc-9b13-7c6ea8e0d29e/audio.wav', NULL, '6d5092d4-159d-4fdc-9b13-7c6ea8e0d29e', NULL, NULL, '2026-12-01 18:05:55.901928+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (47, 'wav', 'local', '', '455069d0-2713-42db-af85-072e23cf4e1f/audio.wav', NULL, '455069d0-2713-42db-af85-072e23cf4e1f', NULL, NULL, '2026-12-01 18:05:56.445792+00', '2026-12-01 17:05:56.462694+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (39, 'mp3', 's3', 'default', '6d5092d4-159d-4fdc-9b13-7c6ea8e0d29e/audio.mp3', NULL, '6d5092d4-159d-4fdc-9b13-7c6ea8e0d29e', NULL, NULL, '2026-12-01 18:05:55.98663+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (33, 'folder', 'local', '', '6d5092d4-159d-4fdc-9b13-7c6ea8e0d29e/', NULL, '6d5092d4-159d-4fdc-9b13-7c6ea8e0d29e', NULL, NULL, '2026-12-01 18:05:55.72943+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (42, 'mp3', 's3', 'default', '1835f088-f1ef-4d78-a802-9fef21de4168/audio.mp3', NULL, '1835f088-f1ef-4d78-a802-9fef21de4168', NULL, NULL, '2026-12-01 18:05:56.202048+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (40, 'folder', 'local', '', '1835f088-f1ef-4d78-a802-9fef21de4168/', NULL, '1835f088-f1ef-4d78-a802-9fef21de4168', NULL, NULL, '2026-12-01 18:05:56.046743+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (43, 'recording', 's3', 'recordings', 'xylograph/left-over.mp4', NULL, NULL, NULL, NULL, '2026-12-01 18:05:56.246836+00', NULL, '2026-11-30 18:05:56.243082+00', 3, '2026-12-01 06:05:56.243091+00', NULL, NULL);
INSERT INTO public.artifact VALUES (44, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, NULL, NULL, '2026-12-01 18:05:56.24684+00', NULL, '2026-11-30 18:05:56.243186+00', 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (46, 'folder', 'local', '', '94e3fc5e-2e40-4d56-ba60-4ddb843dc58a/', NULL, '94e3fc5e-2e40-4d56-ba60-4ddb843dc58a', NULL, NULL, '2026-12-01 18:05:56.344144+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (45, 'folder', 'local', '', '455069d0-2713-42db-af85-072e23cf4e1f/', NULL, '455069d0-2713-42db-af85-072e23cf4e1f', NULL, NULL, '2026-12-01 18:05:56.342106+00', '2026-12-01 17:05:56.462694+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.instance VALUES (1, 'ccca1dc1-ebee-4a74-a9f2-2b0cb9081269', '2026-12-01 18:05:52.698708+00');
INSERT INTO public.job VALUES ('455069d0-2713-42db-af85-072e23cf4e1f', 'convert', '2026-12-01 18:05:56.349001+00', 0, 'worker-1', NULL, NULL, 1, 'xylograph', NULL, 0, NULL, false, NULL, false, 0);
INSERT INTO public.job VALUES ('94e3fc5e-2e40-4d56-ba60-4ddb843dc58a', 'convert', '2026-12-01 18:05:56.354291+00', 0, 'worker-1', NULL, NULL, 1, 'marzipan', NULL, 0, NULL, false, NULL, false, 0);
INSERT INTO public.marked_store VALUES ('local', '', '2026-12-01 18:05:53.914505+00');
INSERT INTO public.marked_store VALUES ('s3', 'default', '2026-12-01 18:05:53.954146+00');
INSERT INTO public.meeting VALUES ('dce9fcc8-5ccb-4201-9b44-0cc62153d527', 'marzipan', NULL, NULL, '2026-11-23 18:05:54.212317+00', '2026-11-23 18:35:54.212317+00', NULL, false, '', NULL, NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('92c5a3cc-9547-4520-9c73-57239292671b', 'xylograph', NULL, NULL, '2026-11-23 18:05:54.987727+00', '2026-11-23 18:35:54.987727+00', NULL, false, '', 'composed/xylograph.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('284d8f12-7b77-411a-b108-b5e47b21aa8a', 'they said xylograph', 'they said xylograph', 'they said xylograph', '2026-11-01 18:05:55.545079+00', '2026-11-01 18:35:55.545079+00', NULL, false, '', 'composed/xylograph-orphan.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('82eae20d-8674-46cd-96a5-bdb84026a0fe', 'they said marzipan', 'they said marzipan', 'they said marzipan', '2026-02-04 18:05:55.692794+00', '2026-02-04 18:35:55.692794+00', 'df94225d-e06b-4036-a802-8174ec55339d', false, '', 'composed/marzipan.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting_consent VALUES ('8819f412-7bdd-4765-aa24-280c67b93d87', 'dce9fcc8-5ccb-4201-9b44-0cc62153d527', 'marzipan', false, '2026-12-01 18:05:54.247149+00', NULL);
INSERT INTO public.meeting_consent VALUES ('e866af25-f9dc-40b3-a313-0459eff29ce4', '92c5a3cc-9547-4520-9c73-57239292671b', 'xylograph', true, '2026-12-01 18:05:55.00752+00', NULL);
INSERT INTO public.meeting_consent VALUES ('b9f43425-f24c-4614-87ac-ec739fe38f2a', '92c5a3cc-9547-4520-9c73-57239292671b', 'xylograph', false, '2026-12-01 18:05:55.009751+00', NULL);
INSERT INTO public.meeting_consent VALUES ('e3f9eaa6-8fd2-4509-9763-b6c8ee1087df', '284d8f12-7b77-411a-b108-b5e47b21aa8a', NULL, true, '2026-12-01 18:05:55.554159+00', NULL);
INSERT INTO public.meeting_consent VALUES ('39621f6f-d173-4637-aebf-122ebdf9b271', '82eae20d-8674-46cd-96a5-bdb84026a0fe', NULL, false, '2026-12-01 18:05:55.713965+00', NULL);
INSERT INTO public.recording VALUES ('84909b23-438c-4634-9ae7-d5ed9d3e16d9', 'recordings', '', '2026-11-23 18:05:54.212463+00', 'completed', 'dce9fcc8-5ccb-4201-9b44-0cc62153d527', '["marzipan/track-0.webm", "marzipan/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('6a313485-ee4c-423c-9026-4a2a255e32b8', 'recordings', 'marzipan/shared.mp4', '2026-11-23 18:05:54.212584+00', 'completed', 'dce9fcc8-5ccb-4201-9b44-0cc62153d527', NULL, true);
INSERT INTO public.recording VALUES ('6f6445b3-1b6d-406d-a4b8-3f63eab5eeca', 'recordings', 'marzipan/lone.mp4', '2026-11-23 18:05:54.212676+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('1293511f-73b2-4dd0-a2f3-debe799bb2cc', 'recordings', 'xylograph/alone.mp4', '2026-11-23 18:05:54.520503+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('660f5f15-c154-4dc9-8182-310c0029d5bd', 'recordings', '', '2026-11-23 18:05:54.98826+00', 'completed', '92c5a3cc-9547-4520-9c73-57239292671b', '["xylograph/track-0.webm", "xylograph/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('094dbc33-8777-4299-aec8-78e84914ecbf', 'recordings', 'xylograph/member.mp4', '2026-11-23 18:05:55.545784+00', 'completed', '284d8f12-7b77-411a-b108-b5e47b21aa8a', NULL, true);
INSERT INTO public.recording VALUES ('1bd9e959-f657-41e3-8b02-3d1c2a4b2717', 'recordings', 'xylograph/orphan.mp4', '2026-11-23 18:05:55.545959+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('c9b24465-7edc-4e14-9791-22959b1dedc2', 'recordings', 'xylograph/adopted.mp4', '2026-11-23 18:05:55.671653+00', 'completed', NULL, NULL, true);
INSERT INTO public.retention_run VALUES ('f776cb74-1651-4d24-a717-4ba1f30f5047', 'call', 7, '2026-11-24 18:05:52.617772+00', '2026-12-01 18:05:52.722796+00', '2026-12-01 18:05:54.117845+00', 'done', 1, 0, 0, 3, 0, NULL, NULL);
INSERT INTO public.room VALUES ('df94225d-e06b-4036-a802-8174ec55339d', 'room-df94225d', 'its-owner', '2026-12-01 18:05:55.702208+00', false, '');
INSERT INTO public.tombstone VALUES ('ea4bee64-4e03-4eb0-a732-4ed16a2d876d', 'transcript', 'expired', '2026-12-01 18:05:53.24152+00', 'f776cb74-1651-4d24-a717-4ba1f30f5047');
INSERT INTO public.transcript VALUES ('b4bf8dcf-3aee-4518-9269-4674e9b5a82a', 'A talk', 'ended', '2026-11-23 18:05:54.212637+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', 'dce9fcc8-5ccb-4201-9b44-0cc62153d527', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('fc2435df-cb69-4b2a-bf12-30895374109a', 'A talk', 'ended', '2026-11-25 18:05:54.212691+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '6f6445b3-1b6d-406d-a4b8-3f63eab5eeca', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('f1ddcd0c-4008-4b67-bcd4-1444bdd5aad2', 'A talk', 'ended', '2026-11-23 18:05:54.212709+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', 'dce9fcc8-5ccb-4201-9b44-0cc62153d527', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('2d132364-865b-468e-91fe-dfd71d55e052', 'A talk', 'ended', '2026-11-23 18:05:54.212726+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '6f6445b3-1b6d-406d-a4b8-3f63eab5eeca', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('8dbe5152-dd5c-4333-bbb5-b700937ce688', 'they said xylograph', 'ended', '2026-11-23 18:05:54.520267+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('8e22725d-91c5-4f5c-ab67-df44780b2f84', 'they said xylograph', 'ended', '2026-11-22 18:05:54.520464+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('851b3ff9-2afa-45f0-b661-9ae7ff15b5ea', 'A talk', 'ended', '2026-11-19 18:05:54.520894+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '1293511f-73b2-4dd0-a2f3-debe799bb2cc', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('15653cc6-4e0c-437a-aa17-785d1dd8aa4e', 'A talk', 'ended', '2026-11-11 18:05:54.98849+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', '92c5a3cc-9547-4520-9c73-57239292671b', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('5491b0ee-b61f-47bc-b280-07823abe95a4', 'A talk', 'ended', '2026-11-22 18:05:54.988526+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '660f5f15-c154-4dc9-8182-310c0029d5bd', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('5930e839-19e7-4d45-bb7d-d162f41cae4e', 'they said xylograph', 'ended', '2026-11-30 18:05:55.298871+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', '2026-12-01 15:41:55.298817+00', 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('6d5092d4-159d-4fdc-9b13-7c6ea8e0d29e', 'they said marzipan', 'ended', '2026-02-04 18:05:55.693095+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('cea66bb7-f177-4277-a327-75172fb45eab', 'they said xylograph', 'ended', '2026-11-23 18:05:55.672074+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, 'c9b24465-7edc-4e14-9791-22959b1dedc2', 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('1835f088-f1ef-4d78-a802-9fef21de4168', 'they said marzipan', 'ended', '2026-11-25 18:05:56.044372+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('455069d0-2713-42db-af85-072e23cf4e1f', 'A talk', 'processing', '2026-11-23 18:05:56.326323+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('94e3fc5e-2e40-4d56-ba60-4ddb843dc58a', 'A talk', 'uploaded', '2026-02-04 18:05:56.326415+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('a4cc9d2d-f19c-486d-8694-a649ef618b27', 'they said xylograph', 'ended', '2026-11-23 18:05:56.469611+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, false);
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
CREATE INDEX ix_job_new ON public.job USING btree (client, created_at) WHERE (((stage)::text <> 'upload'::text) AND ((stage)::text <> 'done'::text) AND (started_at IS NULL));
CREATE INDEX ix_job_stage_lease_until ON public.job USING btree (stage, lease_until);
CREATE INDEX ix_job_waiting ON public.job USING btree (client, started_at) WHERE (((stage)::text <> 'upload'::text) AND ((stage)::text <> 'done'::text));
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
