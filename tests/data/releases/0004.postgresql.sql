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
    upload_bytes bigint,
    ephemeral boolean DEFAULT false NOT NULL
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
INSERT INTO public.artifact VALUES (4, 'folder', 'local', '', '072994d1-0c6b-466a-bbf7-312db07711ee/', NULL, '072994d1-0c6b-466a-bbf7-312db07711ee', NULL, NULL, '2026-12-01 09:27:18.06119+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (5, 'folder', 'local', '', 'e16328c7-f780-4d7b-964c-19072db181c9/', NULL, 'e16328c7-f780-4d7b-964c-19072db181c9', NULL, NULL, '2026-12-01 09:27:18.069029+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (6, 'folder', 'local', '', '4ee06a1e-5380-460a-ab7e-cfe573fcf521/', NULL, '4ee06a1e-5380-460a-ab7e-cfe573fcf521', NULL, NULL, '2026-12-01 09:27:18.070278+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (7, 'folder', 'local', '', 'f00677a6-41ac-4d4b-8857-646464283c86/', NULL, 'f00677a6-41ac-4d4b-8857-646464283c86', NULL, NULL, '2026-12-01 09:27:18.071381+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (8, 'track', 's3', 'recordings', 'marzipan/track-0.webm', NULL, NULL, '143c958d-a69c-40b2-ad22-04a011694703', NULL, '2026-12-01 09:27:18.09918+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (9, 'track', 's3', 'recordings', 'marzipan/track-1.webm', NULL, NULL, '143c958d-a69c-40b2-ad22-04a011694703', NULL, '2026-12-01 09:27:18.099185+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (10, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, 'c51729ab-2086-4ea9-a7a9-01c0075e6c5f', NULL, '2026-12-01 09:27:18.099186+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (11, 'recording', 's3', 'recordings', 'marzipan/lone.mp4', NULL, NULL, '97ad9d92-8847-4998-aef1-ed97857beff7', NULL, '2026-12-01 09:27:18.099187+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (14, 'folder', 'local', '', 'a08889da-eac0-406e-8aa6-2e100efa4b17/', NULL, 'a08889da-eac0-406e-8aa6-2e100efa4b17', NULL, NULL, '2026-12-01 09:27:18.184406+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (15, 'recording', 's3', 'recordings', 'xylograph/alone.mp4', NULL, NULL, '47e061cd-d776-4a76-9c45-a9510a153ec4', NULL, '2026-12-01 09:27:18.202909+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (16, 'wav', 'local', '', '577b0b5e-21ce-4052-86c6-8ac7941ae79a/audio.wav', NULL, '577b0b5e-21ce-4052-86c6-8ac7941ae79a', NULL, NULL, '2026-12-01 09:27:18.234378+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (29, 'mp3', 's3', 'default', 'a71d75e4-942a-48af-b54a-60dd3cef9da5/audio.mp3', NULL, 'a71d75e4-942a-48af-b54a-60dd3cef9da5', NULL, NULL, '2026-12-01 09:27:18.68146+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (27, 'folder', 'local', '', 'a71d75e4-942a-48af-b54a-60dd3cef9da5/', NULL, 'a71d75e4-942a-48af-b54a-60dd3cef9da5', NULL, NULL, '2026-12-01 09:27:18.630595+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (17, 'mp3', 's3', 'default', '577b0b5e-21ce-4052-86c6-8ac7941ae79a/audio.mp3', NULL, '577b0b5e-21ce-4052-86c6-8ac7941ae79a', NULL, NULL, '2026-12-01 09:27:18.294617+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (12, 'folder', 'local', '', '577b0b5e-21ce-4052-86c6-8ac7941ae79a/', NULL, '577b0b5e-21ce-4052-86c6-8ac7941ae79a', NULL, NULL, '2026-12-01 09:27:18.179538+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (30, 'recording', 's3', 'recordings', 'xylograph/member.mp4', NULL, NULL, 'ed5dd5ad-0401-439f-b271-07809669c313', NULL, '2026-12-01 09:27:18.748697+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (18, 'wav', 'local', '', '5b994bbd-b4e6-49b2-885f-46bf4ba8c40c/audio.wav', NULL, '5b994bbd-b4e6-49b2-885f-46bf4ba8c40c', NULL, NULL, '2026-12-01 09:27:18.367498+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (31, 'recording', 's3', 'recordings', 'xylograph/orphan.mp4', NULL, NULL, 'aa2e1e1d-e0e4-4441-8bcc-e71a880fae0c', NULL, '2026-12-01 09:27:18.748703+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (32, 'composed_video', 's3', 'recordings', 'composed/xylograph-orphan.mp4', NULL, NULL, NULL, '19392584-266f-4c50-8869-345675efc58a', '2026-12-01 09:27:18.755865+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (19, 'mp3', 's3', 'default', '5b994bbd-b4e6-49b2-885f-46bf4ba8c40c/audio.mp3', NULL, '5b994bbd-b4e6-49b2-885f-46bf4ba8c40c', NULL, NULL, '2026-12-01 09:27:18.424367+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (13, 'folder', 'local', '', '5b994bbd-b4e6-49b2-885f-46bf4ba8c40c/', NULL, '5b994bbd-b4e6-49b2-885f-46bf4ba8c40c', NULL, NULL, '2026-12-01 09:27:18.18269+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (20, 'folder', 'local', '', 'cdffc04a-2fe6-4cde-8e63-f2c122b4625f/', NULL, 'cdffc04a-2fe6-4cde-8e63-f2c122b4625f', NULL, NULL, '2026-12-01 09:27:18.501941+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (22, 'track', 's3', 'recordings', 'xylograph/track-0.webm', NULL, NULL, '1d6e9627-5207-4114-aeff-bfcec109cb46', NULL, '2026-12-01 09:27:18.519187+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (23, 'track', 's3', 'recordings', 'xylograph/track-1.webm', NULL, NULL, '1d6e9627-5207-4114-aeff-bfcec109cb46', NULL, '2026-12-01 09:27:18.519192+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (24, 'composed_video', 's3', 'recordings', 'composed/xylograph.mp4', NULL, NULL, NULL, 'a0dd4579-c12f-493d-8d87-d5925d2367b6', '2026-12-01 09:27:18.540987+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (25, 'wav', 'local', '', '40c86d13-af4a-42ff-a454-432fceefc125/audio.wav', NULL, '40c86d13-af4a-42ff-a454-432fceefc125', NULL, NULL, '2026-12-01 09:27:18.560313+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (34, 'recording', 's3', 'recordings', 'xylograph/adopted.mp4', NULL, NULL, 'c344cc54-7555-43a9-89ee-5f1d282d6105', NULL, '2026-12-01 09:27:18.83746+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (35, 'composed_video', 's3', 'recordings', 'composed/marzipan.mp4', NULL, NULL, NULL, '7a1cc059-4432-4819-a877-81525f7d9bdd', '2026-12-01 09:27:18.858161+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (26, 'mp3', 's3', 'default', '40c86d13-af4a-42ff-a454-432fceefc125/audio.mp3', NULL, '40c86d13-af4a-42ff-a454-432fceefc125', NULL, NULL, '2026-12-01 09:27:18.593327+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (21, 'folder', 'local', '', '40c86d13-af4a-42ff-a454-432fceefc125/', NULL, '40c86d13-af4a-42ff-a454-432fceefc125', NULL, NULL, '2026-12-01 09:27:18.503508+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (36, 'folder', 'local', '', '4165520f-f087-48b4-8a2c-bcfca19fcdf7/', NULL, '4165520f-f087-48b4-8a2c-bcfca19fcdf7', NULL, NULL, '2026-12-01 09:27:18.889832+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (28, 'wav', 'local', '', 'a71d75e4-942a-48af-b54a-60dd3cef9da5/audio.wav', NULL, 'a71d75e4-942a-48af-b54a-60dd3cef9da5', NULL, NULL, '2026-12-01 09:27:18.646412+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (41, 'wav', 'local', '', '80cf7216-8c8c-4f22-99b2-16a3ae98ca6c/audio.wav', NULL, '80cf7216-8c8c-4f22-99b2-16a3ae98ca6c', NULL, NULL, '2026-12-01 09:27:19.0909+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (37, 'mp3', 's3', 'default', '4165520f-f087-48b4-8a2c-bcfca19fcdf7/audio.mp3', NULL, '4165520f-f087-48b4-8a2c-bcfca19fcdf7', NULL, NULL, '2026-12-01 09:27:18.889838+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (38, 'wav', 'local', '', '63298746-81a6-4fc6-826b-c50b673b7f87/audio.wav', NULL, '63298746-81a6-4fc6-826b-c50b673b7f87', NULL, NULL, '2026-12-01 09:27:18.918964+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (47, 'wav', 'local', '', '96070097-0136-44ca-918d-b7dfef963a08/audio.wav', NULL, '96070097-0136-44ca-918d-b7dfef963a08', NULL, NULL, '2026-12-01 09:27:19.353698+00', '2026-12-01 08:27:19.376612+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (39, 'mp3', 's3', 'default', '63298746-81a6-4fc6-826b-c50b673b7f87/audio.mp3', NULL, '63298746-81a6-4fc6-826b-c50b673b7f87', NULL, NULL, '2026-12-01 09:27:18.984833+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (33, 'folder', 'local', '', '63298746-81a6-4fc6-826b-c50b673b7f87/', NULL, '63298746-81a6-4fc6-826b-c50b673b7f87', NULL, NULL, '2026-12-01 09:27:18.822633+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (42, 'mp3', 's3', 'default', '80cf7216-8c8c-4f22-99b2-16a3ae98ca6c/audio.mp3', NULL, '80cf7216-8c8c-4f22-99b2-16a3ae98ca6c', NULL, NULL, '2026-12-01 09:27:19.158471+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (40, 'folder', 'local', '', '80cf7216-8c8c-4f22-99b2-16a3ae98ca6c/', NULL, '80cf7216-8c8c-4f22-99b2-16a3ae98ca6c', NULL, NULL, '2026-12-01 09:27:19.048004+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (43, 'recording', 's3', 'recordings', 'xylograph/left-over.mp4', NULL, NULL, NULL, NULL, '2026-12-01 09:27:19.230989+00', NULL, '2026-11-30 09:27:19.228287+00', 3, '2026-11-30 21:27:19.228301+00', NULL, NULL);
INSERT INTO public.artifact VALUES (44, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, NULL, NULL, '2026-12-01 09:27:19.230995+00', NULL, '2026-11-30 09:27:19.228434+00', 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (46, 'folder', 'local', '', '6673487a-abc2-4251-a1e0-d10d93afc304/', NULL, '6673487a-abc2-4251-a1e0-d10d93afc304', NULL, NULL, '2026-12-01 09:27:19.300136+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (45, 'folder', 'local', '', '96070097-0136-44ca-918d-b7dfef963a08/', NULL, '96070097-0136-44ca-918d-b7dfef963a08', NULL, NULL, '2026-12-01 09:27:19.295344+00', '2026-12-01 08:27:19.376612+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.instance VALUES (1, '96154ef5-f4ce-4e06-bb18-a7a9a3bf4e17', '2026-12-01 09:27:17.493829+00');
INSERT INTO public.job VALUES ('96070097-0136-44ca-918d-b7dfef963a08', 'convert', '2026-12-01 09:27:19.302263+00', 0, 'worker-1', NULL, NULL, 1, 'xylograph', NULL, 0, NULL, false);
INSERT INTO public.job VALUES ('6673487a-abc2-4251-a1e0-d10d93afc304', 'convert', '2026-12-01 09:27:19.311634+00', 0, 'worker-1', NULL, NULL, 1, 'marzipan', NULL, 0, NULL, false);
INSERT INTO public.marked_store VALUES ('local', '', '2026-12-01 09:27:17.787737+00');
INSERT INTO public.marked_store VALUES ('s3', 'default', '2026-12-01 09:27:17.84856+00');
INSERT INTO public.meeting VALUES ('e6466895-49f1-4023-aae6-00041de98c36', 'marzipan', NULL, NULL, '2026-11-23 09:27:18.004325+00', '2026-11-23 09:57:18.004325+00', NULL, false, '', NULL, NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('a0dd4579-c12f-493d-8d87-d5925d2367b6', 'xylograph', NULL, NULL, '2026-11-23 09:27:18.472344+00', '2026-11-23 09:57:18.472344+00', NULL, false, '', 'composed/xylograph.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('19392584-266f-4c50-8869-345675efc58a', 'they said xylograph', 'they said xylograph', 'they said xylograph', '2026-11-01 09:27:18.708289+00', '2026-11-01 09:57:18.708289+00', NULL, false, '', 'composed/xylograph-orphan.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('7a1cc059-4432-4819-a877-81525f7d9bdd', 'they said marzipan', 'they said marzipan', 'they said marzipan', '2026-02-04 09:27:18.80341+00', '2026-02-04 09:57:18.80341+00', '9f3f9099-8e37-4281-8bce-b9aba04f48ab', false, '', 'composed/marzipan.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting_consent VALUES ('68728545-8b9d-4078-8e45-58038d46f0fa', 'e6466895-49f1-4023-aae6-00041de98c36', 'marzipan', false, '2026-12-01 09:27:18.059017+00', NULL);
INSERT INTO public.meeting_consent VALUES ('ce497ea5-f267-4603-aae9-046d1daaf16d', 'a0dd4579-c12f-493d-8d87-d5925d2367b6', 'xylograph', true, '2026-12-01 09:27:18.498483+00', NULL);
INSERT INTO public.meeting_consent VALUES ('209b2dff-c4c3-4e08-bac4-2e11b080dadd', 'a0dd4579-c12f-493d-8d87-d5925d2367b6', 'xylograph', false, '2026-12-01 09:27:18.499329+00', NULL);
INSERT INTO public.meeting_consent VALUES ('ee3cf5ee-b2ab-477f-95f7-b246ac47be47', '19392584-266f-4c50-8869-345675efc58a', NULL, true, '2026-12-01 09:27:18.734207+00', NULL);
INSERT INTO public.meeting_consent VALUES ('1b3cdab6-d00e-49d3-be7f-eeaafbaec7fd', '7a1cc059-4432-4819-a877-81525f7d9bdd', NULL, false, '2026-12-01 09:27:18.816982+00', NULL);
INSERT INTO public.recording VALUES ('143c958d-a69c-40b2-ad22-04a011694703', 'recordings', '', '2026-11-23 09:27:18.004464+00', 'completed', 'e6466895-49f1-4023-aae6-00041de98c36', '["marzipan/track-0.webm", "marzipan/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('c51729ab-2086-4ea9-a7a9-01c0075e6c5f', 'recordings', 'marzipan/shared.mp4', '2026-11-23 09:27:18.004503+00', 'completed', 'e6466895-49f1-4023-aae6-00041de98c36', NULL, true);
INSERT INTO public.recording VALUES ('97ad9d92-8847-4998-aef1-ed97857beff7', 'recordings', 'marzipan/lone.mp4', '2026-11-23 09:27:18.004597+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('47e061cd-d776-4a76-9c45-a9510a153ec4', 'recordings', 'xylograph/alone.mp4', '2026-11-23 09:27:18.159054+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('1d6e9627-5207-4114-aeff-bfcec109cb46', 'recordings', '', '2026-11-23 09:27:18.484333+00', 'completed', 'a0dd4579-c12f-493d-8d87-d5925d2367b6', '["xylograph/track-0.webm", "xylograph/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('ed5dd5ad-0401-439f-b271-07809669c313', 'recordings', 'xylograph/member.mp4', '2026-11-23 09:27:18.716166+00', 'completed', '19392584-266f-4c50-8869-345675efc58a', NULL, true);
INSERT INTO public.recording VALUES ('aa2e1e1d-e0e4-4441-8bcc-e71a880fae0c', 'recordings', 'xylograph/orphan.mp4', '2026-11-23 09:27:18.72416+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('c344cc54-7555-43a9-89ee-5f1d282d6105', 'recordings', 'xylograph/adopted.mp4', '2026-11-23 09:27:18.766381+00', 'completed', NULL, NULL, true);
INSERT INTO public.retention_run VALUES ('8445eb96-8307-48a0-8e04-bd40be18cc51', 'call', 7, '2026-11-24 09:27:17.462476+00', '2026-12-01 09:27:17.515686+00', '2026-12-01 09:27:17.936706+00', 'done', 1, 0, 0, 3, 0, NULL, NULL);
INSERT INTO public.room VALUES ('9f3f9099-8e37-4281-8bce-b9aba04f48ab', 'room-9f3f9099', 'its-owner', '2026-12-01 09:27:18.814411+00', false, '');
INSERT INTO public.tombstone VALUES ('335e77e2-0b74-49dc-94b4-a3c430420662', 'transcript', 'expired', '2026-12-01 09:27:17.545084+00', '8445eb96-8307-48a0-8e04-bd40be18cc51');
INSERT INTO public.transcript VALUES ('072994d1-0c6b-466a-bbf7-312db07711ee', 'A talk', 'ended', '2026-11-23 09:27:18.004563+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', 'e6466895-49f1-4023-aae6-00041de98c36', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('e16328c7-f780-4d7b-964c-19072db181c9', 'A talk', 'ended', '2026-11-25 09:27:18.004614+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '97ad9d92-8847-4998-aef1-ed97857beff7', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('4ee06a1e-5380-460a-ab7e-cfe573fcf521', 'A talk', 'ended', '2026-11-23 09:27:18.004631+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', 'e6466895-49f1-4023-aae6-00041de98c36', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('f00677a6-41ac-4d4b-8857-646464283c86', 'A talk', 'ended', '2026-11-23 09:27:18.004646+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '97ad9d92-8847-4998-aef1-ed97857beff7', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('577b0b5e-21ce-4052-86c6-8ac7941ae79a', 'they said xylograph', 'ended', '2026-11-23 09:27:18.158822+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('5b994bbd-b4e6-49b2-885f-46bf4ba8c40c', 'they said xylograph', 'ended', '2026-11-22 09:27:18.158999+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('a08889da-eac0-406e-8aa6-2e100efa4b17', 'A talk', 'ended', '2026-11-19 09:27:18.170086+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '47e061cd-d776-4a76-9c45-a9510a153ec4', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('cdffc04a-2fe6-4cde-8e63-f2c122b4625f', 'A talk', 'ended', '2026-11-11 09:27:18.496115+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', 'a0dd4579-c12f-493d-8d87-d5925d2367b6', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('40c86d13-af4a-42ff-a454-432fceefc125', 'A talk', 'ended', '2026-11-22 09:27:18.496231+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '1d6e9627-5207-4114-aeff-bfcec109cb46', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('a71d75e4-942a-48af-b54a-60dd3cef9da5', 'they said xylograph', 'ended', '2026-11-30 09:27:18.628428+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', '2026-12-01 07:03:18.628384+00', 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('63298746-81a6-4fc6-826b-c50b673b7f87', 'they said marzipan', 'ended', '2026-02-04 09:27:18.812321+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('4165520f-f087-48b4-8a2c-bcfca19fcdf7', 'they said xylograph', 'ended', '2026-11-23 09:27:18.77619+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, 'c344cc54-7555-43a9-89ee-5f1d282d6105', 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('80cf7216-8c8c-4f22-99b2-16a3ae98ca6c', 'they said marzipan', 'ended', '2026-11-25 09:27:19.036777+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('96070097-0136-44ca-918d-b7dfef963a08', 'A talk', 'processing', '2026-11-23 09:27:19.286909+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('6673487a-abc2-4251-a1e0-d10d93afc304', 'A talk', 'uploaded', '2026-02-04 09:27:19.287019+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('e30c5f02-3c15-4abf-a444-0e6e951bc73d', 'they said xylograph', 'ended', '2026-11-23 09:27:19.393115+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, false);
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
