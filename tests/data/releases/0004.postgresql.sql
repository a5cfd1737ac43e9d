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
ALTER TABLE ONLY public.artifact ALTER COLUMN id SET DEFAULT nextval('public.artifact_id_seq'::regclass);
ALTER TABLE ONLY public.usage ALTER COLUMN id SET DEFAULT nextval('public.usage_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0004');
INSERT INTO public.artifact VALUES (4, 'folder', 'local', '', '891c8019-7cee-407e-afee-6ee72a119d64/', NULL, '891c8019-7cee-407e-afee-6ee72a119d64', NULL, NULL, '2026-12-01 04:50:19.984+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (5, 'folder', 'local', '', 'b4476ba1-fde0-4743-9346-2676b2b358da/', NULL, 'b4476ba1-fde0-4743-9346-2676b2b358da', NULL, NULL, '2026-12-01 04:50:19.997481+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (6, 'folder', 'local', '', 'aaae96bf-ccb2-4da7-885f-5cca1c9efc08/', NULL, 'aaae96bf-ccb2-4da7-885f-5cca1c9efc08', NULL, NULL, '2026-12-01 04:50:20.015905+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (7, 'folder', 'local', '', 'ef82f171-537e-45f3-bfd1-ac9d1b973c95/', NULL, 'ef82f171-537e-45f3-bfd1-ac9d1b973c95', NULL, NULL, '2026-12-01 04:50:20.021274+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (8, 'track', 's3', 'recordings', 'marzipan/track-0.webm', NULL, NULL, '86beb856-24f0-4670-8b90-fa6ce0f80445', NULL, '2026-12-01 04:50:20.067506+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (9, 'track', 's3', 'recordings', 'marzipan/track-1.webm', NULL, NULL, '86beb856-24f0-4670-8b90-fa6ce0f80445', NULL, '2026-12-01 04:50:20.067512+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (10, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, 'c1a48948-a322-4e1c-ab66-f78a62d5eb92', NULL, '2026-12-01 04:50:20.067513+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (11, 'recording', 's3', 'recordings', 'marzipan/lone.mp4', NULL, NULL, '6f9a6479-091c-4cee-b0a9-ee576f7966bf', NULL, '2026-12-01 04:50:20.067514+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (14, 'folder', 'local', '', 'e01a1c77-e7c3-462f-a8ca-615c628a1853/', NULL, 'e01a1c77-e7c3-462f-a8ca-615c628a1853', NULL, NULL, '2026-12-01 04:50:20.298362+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (15, 'recording', 's3', 'recordings', 'xylograph/alone.mp4', NULL, NULL, '93de4e13-17c7-47fd-9ffe-0a1138980c62', NULL, '2026-12-01 04:50:20.363805+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (16, 'wav', 'local', '', 'aefa3494-0fe6-4e0e-a708-aa75c8048590/audio.wav', NULL, 'aefa3494-0fe6-4e0e-a708-aa75c8048590', NULL, NULL, '2026-12-01 04:50:20.468108+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (29, 'mp3', 's3', 'default', 'afaa6177-27a0-4435-a16f-5147641551b4/audio.mp3', NULL, 'afaa6177-27a0-4435-a16f-5147641551b4', NULL, NULL, '2026-12-01 04:50:22.088028+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (27, 'folder', 'local', '', 'afaa6177-27a0-4435-a16f-5147641551b4/', NULL, 'afaa6177-27a0-4435-a16f-5147641551b4', NULL, NULL, '2026-12-01 04:50:21.798848+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (17, 'mp3', 's3', 'default', 'aefa3494-0fe6-4e0e-a708-aa75c8048590/audio.mp3', NULL, 'aefa3494-0fe6-4e0e-a708-aa75c8048590', NULL, NULL, '2026-12-01 04:50:20.633932+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (12, 'folder', 'local', '', 'aefa3494-0fe6-4e0e-a708-aa75c8048590/', NULL, 'aefa3494-0fe6-4e0e-a708-aa75c8048590', NULL, NULL, '2026-12-01 04:50:20.253545+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (30, 'recording', 's3', 'recordings', 'xylograph/member.mp4', NULL, NULL, '5f377c62-d2b6-4f59-9ec8-76545ece53f1', NULL, '2026-12-01 04:50:22.696203+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (18, 'wav', 'local', '', '7f5236c7-0d65-44ca-b11e-7462c9612f55/audio.wav', NULL, '7f5236c7-0d65-44ca-b11e-7462c9612f55', NULL, NULL, '2026-12-01 04:50:20.792385+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (31, 'recording', 's3', 'recordings', 'xylograph/orphan.mp4', NULL, NULL, '0cc29c79-3856-4070-9770-80ea16fe5e55', NULL, '2026-12-01 04:50:22.696211+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (32, 'composed_video', 's3', 'recordings', 'composed/xylograph-orphan.mp4', NULL, NULL, NULL, 'c28052b2-6a71-4391-a40b-eb7f1738af37', '2026-12-01 04:50:22.776108+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (19, 'mp3', 's3', 'default', '7f5236c7-0d65-44ca-b11e-7462c9612f55/audio.mp3', NULL, '7f5236c7-0d65-44ca-b11e-7462c9612f55', NULL, NULL, '2026-12-01 04:50:20.939868+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (13, 'folder', 'local', '', '7f5236c7-0d65-44ca-b11e-7462c9612f55/', NULL, '7f5236c7-0d65-44ca-b11e-7462c9612f55', NULL, NULL, '2026-12-01 04:50:20.271203+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (20, 'folder', 'local', '', '7b53c9a1-2e2f-44df-b086-664701373c51/', NULL, '7b53c9a1-2e2f-44df-b086-664701373c51', NULL, NULL, '2026-12-01 04:50:21.239821+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (22, 'track', 's3', 'recordings', 'xylograph/track-0.webm', NULL, NULL, '9612cdc2-03c8-4b8c-90d1-220d9d42542a', NULL, '2026-12-01 04:50:21.30793+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (23, 'track', 's3', 'recordings', 'xylograph/track-1.webm', NULL, NULL, '9612cdc2-03c8-4b8c-90d1-220d9d42542a', NULL, '2026-12-01 04:50:21.307937+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (24, 'composed_video', 's3', 'recordings', 'composed/xylograph.mp4', NULL, NULL, NULL, '9eebe7b0-9d1c-4731-90b3-8467a44a1f55', '2026-12-01 04:50:21.385028+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (25, 'wav', 'local', '', '02541a78-87f6-47ec-b12b-3bde42ee7ba6/audio.wav', NULL, '02541a78-87f6-47ec-b12b-3bde42ee7ba6', NULL, NULL, '2026-12-01 04:50:21.47214+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (34, 'recording', 's3', 'recordings', 'xylograph/adopted.mp4', NULL, NULL, '32be39a9-113c-48eb-934a-b78d9b331d7b', NULL, '2026-12-01 04:50:23.181607+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (35, 'composed_video', 's3', 'recordings', 'composed/marzipan.mp4', NULL, NULL, NULL, 'c299c3a1-5aea-4e31-9349-346a6765e879', '2026-12-01 04:50:23.260241+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (26, 'mp3', 's3', 'default', '02541a78-87f6-47ec-b12b-3bde42ee7ba6/audio.mp3', NULL, '02541a78-87f6-47ec-b12b-3bde42ee7ba6', NULL, NULL, '2026-12-01 04:50:21.680169+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (21, 'folder', 'local', '', '02541a78-87f6-47ec-b12b-3bde42ee7ba6/', NULL, '02541a78-87f6-47ec-b12b-3bde42ee7ba6', NULL, NULL, '2026-12-01 04:50:21.256104+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (36, 'folder', 'local', '', 'abdd98dc-ba79-4153-85d8-2c83de8291b1/', NULL, 'abdd98dc-ba79-4153-85d8-2c83de8291b1', NULL, NULL, '2026-12-01 04:50:23.385357+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (28, 'wav', 'local', '', 'afaa6177-27a0-4435-a16f-5147641551b4/audio.wav', NULL, 'afaa6177-27a0-4435-a16f-5147641551b4', NULL, NULL, '2026-12-01 04:50:21.869188+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (41, 'wav', 'local', '', 'd84543f5-0bfa-4cbd-8e3a-64406e4b599d/audio.wav', NULL, 'd84543f5-0bfa-4cbd-8e3a-64406e4b599d', NULL, NULL, '2026-12-01 04:50:24.02427+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (37, 'mp3', 's3', 'default', 'abdd98dc-ba79-4153-85d8-2c83de8291b1/audio.mp3', NULL, 'abdd98dc-ba79-4153-85d8-2c83de8291b1', NULL, NULL, '2026-12-01 04:50:23.385365+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (38, 'wav', 'local', '', 'b97b519f-efa8-40ef-b7ae-c95829d904ec/audio.wav', NULL, 'b97b519f-efa8-40ef-b7ae-c95829d904ec', NULL, NULL, '2026-12-01 04:50:23.498297+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (47, 'wav', 'local', '', '15db3c3f-b42c-4dfc-b7e1-cb3e9a629940/audio.wav', NULL, '15db3c3f-b42c-4dfc-b7e1-cb3e9a629940', NULL, NULL, '2026-12-01 04:50:24.687891+00', '2026-12-01 03:50:24.735932+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (39, 'mp3', 's3', 'default', 'b97b519f-efa8-40ef-b7ae-c95829d904ec/audio.mp3', NULL, 'b97b519f-efa8-40ef-b7ae-c95829d904ec', NULL, NULL, '2026-12-01 04:50:23.703801+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (33, 'folder', 'local', '', 'b97b519f-efa8-40ef-b7ae-c95829d904ec/', NULL, 'b97b519f-efa8-40ef-b7ae-c95829d904ec', NULL, NULL, '2026-12-01 04:50:23.060504+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (42, 'mp3', 's3', 'default', 'd84543f5-0bfa-4cbd-8e3a-64406e4b599d/audio.mp3', NULL, 'd84543f5-0bfa-4cbd-8e3a-64406e4b599d', NULL, NULL, '2026-12-01 04:50:24.177126+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (40, 'folder', 'local', '', 'd84543f5-0bfa-4cbd-8e3a-64406e4b599d/', NULL, 'd84543f5-0bfa-4cbd-8e3a-64406e4b599d', NULL, NULL, '2026-12-01 04:50:23.868036+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (43, 'recording', 's3', 'recordings', 'xylograph/left-over.mp4', NULL, NULL, NULL, NULL, '2026-12-01 04:50:24.346371+00', NULL, '2026-11-30 04:50:24.335308+00', 3, '2026-11-30 16:50:24.335327+00', NULL, NULL);
INSERT INTO public.artifact VALUES (44, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, NULL, NULL, '2026-12-01 04:50:24.346378+00', NULL, '2026-11-30 04:50:24.335506+00', 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (46, 'folder', 'local', '', 'c27bce8f-1b0c-49d0-8e81-d0ea8167e38d/', NULL, 'c27bce8f-1b0c-49d0-8e81-d0ea8167e38d', NULL, NULL, '2026-12-01 04:50:24.558755+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (45, 'folder', 'local', '', '15db3c3f-b42c-4dfc-b7e1-cb3e9a629940/', NULL, '15db3c3f-b42c-4dfc-b7e1-cb3e9a629940', NULL, NULL, '2026-12-01 04:50:24.539304+00', '2026-12-01 03:50:24.735932+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.instance VALUES (1, '25b19f8d-0b40-4425-9d89-87121665e725', '2026-12-01 04:50:17.94381+00');
INSERT INTO public.job VALUES ('15db3c3f-b42c-4dfc-b7e1-cb3e9a629940', 'convert', '2026-12-01 04:50:24.564258+00', 0, 'worker-1', NULL, NULL, 1, 'xylograph', NULL, 0, NULL);
INSERT INTO public.job VALUES ('c27bce8f-1b0c-49d0-8e81-d0ea8167e38d', 'convert', '2026-12-01 04:50:24.580189+00', 0, 'worker-1', NULL, NULL, 1, 'marzipan', NULL, 0, NULL);
INSERT INTO public.marked_store VALUES ('local', '', '2026-12-01 04:50:19.427445+00');
INSERT INTO public.marked_store VALUES ('s3', 'default', '2026-12-01 04:50:19.54706+00');
INSERT INTO public.meeting VALUES ('a1b7accf-427c-4921-a648-47f1c91f2474', 'marzipan', NULL, NULL, '2026-11-23 04:50:19.884692+00', '2026-11-23 05:20:19.884692+00', NULL, false, '', NULL, NULL, true);
INSERT INTO public.meeting VALUES ('9eebe7b0-9d1c-4731-90b3-8467a44a1f55', 'xylograph', NULL, NULL, '2026-11-23 04:50:21.132879+00', '2026-11-23 05:20:21.132879+00', NULL, false, '', 'composed/xylograph.mp4', NULL, true);
INSERT INTO public.meeting VALUES ('c28052b2-6a71-4391-a40b-eb7f1738af37', 'they said xylograph', 'they said xylograph', 'they said xylograph', '2026-11-01 04:50:22.556029+00', '2026-11-01 05:20:22.556029+00', NULL, false, '', 'composed/xylograph-orphan.mp4', NULL, true);
INSERT INTO public.meeting VALUES ('c299c3a1-5aea-4e31-9349-346a6765e879', 'they said marzipan', 'they said marzipan', 'they said marzipan', '2026-02-04 04:50:23.007842+00', '2026-02-04 05:20:23.007842+00', '3cd197e0-ae69-45e7-bfb5-3455c1c99032', false, '', 'composed/marzipan.mp4', NULL, true);
INSERT INTO public.meeting_consent VALUES ('971d8d18-80f7-4f1b-9c94-0a849bf1384d', 'a1b7accf-427c-4921-a648-47f1c91f2474', 'marzipan', false, '2026-12-01 04:50:19.967895+00');
INSERT INTO public.meeting_consent VALUES ('05f79fdc-4343-4cf0-b408-9473240d4260', '9eebe7b0-9d1c-4731-90b3-8467a44a1f55', 'xylograph', true, '2026-12-01 04:50:21.196537+00');
INSERT INTO public.meeting_consent VALUES ('c11c372f-7261-46a7-be42-9f2553fb262d', '9eebe7b0-9d1c-4731-90b3-8467a44a1f55', 'xylograph', false, '2026-12-01 04:50:21.208015+00');
INSERT INTO public.meeting_consent VALUES ('b6f7574b-841a-498f-8b7b-190d1cba0c60', 'c28052b2-6a71-4391-a40b-eb7f1738af37', NULL, true, '2026-12-01 04:50:22.612002+00');
INSERT INTO public.meeting_consent VALUES ('d0ad8342-8418-4ae4-9bb6-35151f253511', 'c299c3a1-5aea-4e31-9349-346a6765e879', NULL, false, '2026-12-01 04:50:23.048279+00');
INSERT INTO public.recording VALUES ('86beb856-24f0-4670-8b90-fa6ce0f80445', 'recordings', '', '2026-11-23 04:50:19.884817+00', 'completed', 'a1b7accf-427c-4921-a648-47f1c91f2474', '["marzipan/track-0.webm", "marzipan/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('c1a48948-a322-4e1c-ab66-f78a62d5eb92', 'recordings', 'marzipan/shared.mp4', '2026-11-23 04:50:19.884859+00', 'completed', 'a1b7accf-427c-4921-a648-47f1c91f2474', NULL, true);
INSERT INTO public.recording VALUES ('6f9a6479-091c-4cee-b0a9-ee576f7966bf', 'recordings', 'marzipan/lone.mp4', '2026-11-23 04:50:19.884955+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('93de4e13-17c7-47fd-9ffe-0a1138980c62', 'recordings', 'xylograph/alone.mp4', '2026-11-23 04:50:20.199262+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('9612cdc2-03c8-4b8c-90d1-220d9d42542a', 'recordings', '', '2026-11-23 04:50:21.15126+00', 'completed', '9eebe7b0-9d1c-4731-90b3-8467a44a1f55', '["xylograph/track-0.webm", "xylograph/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('5f377c62-d2b6-4f59-9ec8-76545ece53f1', 'recordings', 'xylograph/member.mp4', '2026-11-23 04:50:22.571549+00', 'completed', 'c28052b2-6a71-4391-a40b-eb7f1738af37', NULL, true);
INSERT INTO public.recording VALUES ('0cc29c79-3856-4070-9770-80ea16fe5e55', 'recordings', 'xylograph/orphan.mp4', '2026-11-23 04:50:22.587169+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('32be39a9-113c-48eb-934a-b78d9b331d7b', 'recordings', 'xylograph/adopted.mp4', '2026-11-23 04:50:22.897438+00', 'completed', NULL, NULL, true);
INSERT INTO public.retention_run VALUES ('24269454-fedd-4a6b-8826-5936f5109162', 'call', 7, '2026-11-24 04:50:17.855409+00', '2026-12-01 04:50:18.134818+00', '2026-12-01 04:50:19.811214+00', 'done', 1, 0, 0, 3, 0, NULL, NULL);
INSERT INTO public.room VALUES ('3cd197e0-ae69-45e7-bfb5-3455c1c99032', 'room-3cd197e0', 'its-owner', '2026-12-01 04:50:23.028266+00', false, '');
INSERT INTO public.tombstone VALUES ('c4070afe-4550-4792-8902-36925e6304e3', 'transcript', 'expired', '2026-12-01 04:50:18.20531+00', '24269454-fedd-4a6b-8826-5936f5109162');
INSERT INTO public.transcript VALUES ('891c8019-7cee-407e-afee-6ee72a119d64', 'A talk', 'ended', '2026-11-23 04:50:19.884915+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', 'a1b7accf-427c-4921-a648-47f1c91f2474', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('b4476ba1-fde0-4743-9346-2676b2b358da', 'A talk', 'ended', '2026-11-25 04:50:19.884978+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '6f9a6479-091c-4cee-b0a9-ee576f7966bf', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('aaae96bf-ccb2-4da7-885f-5cca1c9efc08', 'A talk', 'ended', '2026-11-23 04:50:19.884999+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', 'a1b7accf-427c-4921-a648-47f1c91f2474', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('ef82f171-537e-45f3-bfd1-ac9d1b973c95', 'A talk', 'ended', '2026-11-23 04:50:19.88502+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '6f9a6479-091c-4cee-b0a9-ee576f7966bf', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('aefa3494-0fe6-4e0e-a708-aa75c8048590', 'they said xylograph', 'ended', '2026-11-23 04:50:20.19894+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('7f5236c7-0d65-44ca-b11e-7462c9612f55', 'they said xylograph', 'ended', '2026-11-22 04:50:20.199208+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('e01a1c77-e7c3-462f-a8ca-615c628a1853', 'A talk', 'ended', '2026-11-19 04:50:20.231187+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '93de4e13-17c7-47fd-9ffe-0a1138980c62', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('7b53c9a1-2e2f-44df-b086-664701373c51', 'A talk', 'ended', '2026-11-11 04:50:21.18721+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', '9eebe7b0-9d1c-4731-90b3-8467a44a1f55', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('02541a78-87f6-47ec-b12b-3bde42ee7ba6', 'A talk', 'ended', '2026-11-22 04:50:21.187371+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '9612cdc2-03c8-4b8c-90d1-220d9d42542a', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('afaa6177-27a0-4435-a16f-5147641551b4', 'they said xylograph', 'ended', '2026-11-30 04:50:21.788365+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', '2026-12-01 02:26:21.788319+00', 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('b97b519f-efa8-40ef-b7ae-c95829d904ec', 'they said marzipan', 'ended', '2026-02-04 04:50:23.020788+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('abdd98dc-ba79-4153-85d8-2c83de8291b1', 'they said xylograph', 'ended', '2026-11-23 04:50:22.922557+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, '32be39a9-113c-48eb-934a-b78d9b331d7b', 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('d84543f5-0bfa-4cbd-8e3a-64406e4b599d', 'they said marzipan', 'ended', '2026-11-25 04:50:23.845668+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('15db3c3f-b42c-4dfc-b7e1-cb3e9a629940', 'A talk', 'processing', '2026-11-23 04:50:24.526245+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('c27bce8f-1b0c-49d0-8e81-d0ea8167e38d', 'A talk', 'uploaded', '2026-02-04 04:50:24.526379+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('d224087e-46af-4eae-8c05-25886d768ccc', 'they said xylograph', 'ended', '2026-11-23 04:50:24.762896+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, false);
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
CREATE INDEX ix_journal_entry_at ON public.journal_entry USING btree (at);
CREATE INDEX ix_journal_entry_incomplete ON public.journal_entry USING btree (at) WHERE (NOT complete);
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
