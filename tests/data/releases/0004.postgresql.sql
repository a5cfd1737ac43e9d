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
INSERT INTO public.artifact VALUES (4, 'folder', 'local', '', '7a16c94a-285b-4f74-8069-2bd7e26b7bf8/', NULL, '7a16c94a-285b-4f74-8069-2bd7e26b7bf8', NULL, NULL, '2026-12-01 09:48:34.682166+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (5, 'folder', 'local', '', '8a6bb39f-c12c-4187-86c7-1039e2e87200/', NULL, '8a6bb39f-c12c-4187-86c7-1039e2e87200', NULL, NULL, '2026-12-01 09:48:34.692872+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (6, 'folder', 'local', '', '7ba593ef-f2a9-4737-9da8-f8f410bfebc9/', NULL, '7ba593ef-f2a9-4737-9da8-f8f410bfebc9', NULL, NULL, '2026-12-01 09:48:34.708905+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (7, 'folder', 'local', '', 'b18dddcb-7e31-4587-9648-0a1a4ac0018f/', NULL, 'b18dddcb-7e31-4587-9648-0a1a4ac0018f', NULL, NULL, '2026-12-01 09:48:34.714681+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (8, 'track', 's3', 'recordings', 'marzipan/track-0.webm', NULL, NULL, '08f7098d-aa49-4484-a71b-c5ad2d00e6ad', NULL, '2026-12-01 09:48:34.77319+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (9, 'track', 's3', 'recordings', 'marzipan/track-1.webm', NULL, NULL, '08f7098d-aa49-4484-a71b-c5ad2d00e6ad', NULL, '2026-12-01 09:48:34.773196+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (10, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, '8f669daa-4890-4931-8a79-5ae46b2efa21', NULL, '2026-12-01 09:48:34.773197+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (11, 'recording', 's3', 'recordings', 'marzipan/lone.mp4', NULL, NULL, '5221ca1b-9486-4c50-8565-d31bded4c953', NULL, '2026-12-01 09:48:34.773198+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (14, 'folder', 'local', '', '3a2fb461-c7b8-40c5-94ce-b904c0f54a22/', NULL, '3a2fb461-c7b8-40c5-94ce-b904c0f54a22', NULL, NULL, '2026-12-01 09:48:34.960878+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (15, 'recording', 's3', 'recordings', 'xylograph/alone.mp4', NULL, NULL, '669ebefc-de53-4a51-bb51-d93557989862', NULL, '2026-12-01 09:48:35.005819+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (16, 'wav', 'local', '', '1e8a100d-bf8e-45ef-9873-2455bdd32986/audio.wav', NULL, '1e8a100d-bf8e-45ef-9873-2455bdd32986', NULL, NULL, '2026-12-01 09:48:35.05265+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (17, 'mp3', 's3', 'default', '1e8a100d-bf8e-45ef-9873-2455bdd32986/audio.mp3', NULL, '1e8a100d-bf8e-45ef-9873-2455bdd32986', NULL, NULL, '2026-12-01 09:48:35.148712+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (12, 'folder', 'local', '', '1e8a100d-bf8e-45ef-9873-2455bdd32986/', NULL, '1e8a100d-bf8e-45ef-9873-2455bdd32986', NULL, NULL, '2026-12-01 09:48:34.94893+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (18, 'wav', 'local', '', 'd459bef8-743a-4ffc-b875-5ca4ceb9589d/audio.wav', NULL, 'd459bef8-743a-4ffc-b875-5ca4ceb9589d', NULL, NULL, '2026-12-01 09:48:35.261295+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (19, 'mp3', 's3', 'default', 'd459bef8-743a-4ffc-b875-5ca4ceb9589d/audio.mp3', NULL, 'd459bef8-743a-4ffc-b875-5ca4ceb9589d', NULL, NULL, '2026-12-01 09:48:35.368588+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (13, 'folder', 'local', '', 'd459bef8-743a-4ffc-b875-5ca4ceb9589d/', NULL, 'd459bef8-743a-4ffc-b875-5ca4ceb9589d', NULL, NULL, '2026-12-01 09:48:34.956948+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (20, 'folder', 'local', '', 'b86bffd1-0af5-40e4-8b70-987892aa2b5b/', NULL, 'b86bffd1-0af5-40e4-8b70-987892aa2b5b', NULL, NULL, '2026-12-01 09:48:35.560709+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (22, 'track', 's3', 'recordings', 'xylograph/track-0.webm', NULL, NULL, 'c841eb8d-1584-450f-b485-3d1da2e44344', NULL, '2026-12-01 09:48:35.612871+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (23, 'track', 's3', 'recordings', 'xylograph/track-1.webm', NULL, NULL, 'c841eb8d-1584-450f-b485-3d1da2e44344', NULL, '2026-12-01 09:48:35.612878+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (24, 'composed_video', 's3', 'recordings', 'composed/xylograph.mp4', NULL, NULL, NULL, '232991a8-fdd8-4f03-8ac2-28f379ecf86d', '2026-12-01 09:48:35.660698+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (25, 'wav', 'local', '', '98732de0-7c12-4d9b-bbbf-67f24d5e6004/audio.wav', NULL, '98732de0-7c12-4d9b-bbbf-67f24d5e6004', NULL, NULL, '2026-12-01 09:48:35.708896+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (26, 'mp3', 's3', 'default', '98732de0-7c12-4d9b-bbbf-67f24d5e6004/audio.mp3', NULL, '98732de0-7c12-4d9b-bbbf-67f24d5e6004', NULL, NULL, '2026-12-01 09:48:35.820725+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (21, 'folder', 'local', '', '98732de0-7c12-4d9b-bbbf-67f24d5e6004/', NULL, '98732de0-7c12-4d9b-bbbf-67f24d5e6004', NULL, NULL, '2026-12-01 09:48:35.564224+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (28, 'wav', 'local', '', '9852b6ea-01ba-4c22-81ad-7d8992ae05a3/audio.wav', NULL, '9852b6ea-01ba-4c22-81ad-7d8992ae05a3', NULL, NULL, '2026-12-01 09:48:35.952427+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (29, 'mp3', 's3', 'default', '9852b6ea-01ba-4c22-81ad-7d8992ae05a3/audio.mp3', NULL, '9852b6ea-01ba-4c22-81ad-7d8992ae05a3', NULL, NULL, '2026-12-01 09:48:36.061168+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (27, 'folder', 'local', '', '9852b6ea-01ba-4c22-81ad-7d8992ae05a3/', NULL, '9852b6ea-01ba-4c22-81ad-7d8992ae05a3', NULL, NULL, '2026-12-01 09:48:35.909373+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (30, 'recording', 's3', 'recordings', 'xylograph/member.mp4', NULL, NULL, 'fde221c3-68fd-4072-8429-3afb0bf80b28', NULL, '2026-12-01 09:48:36.224664+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (31, 'recording', 's3', 'recordings', 'xylograph/orphan.mp4', NULL, NULL, '35716542-afe6-4271-b11b-30a915a766da', NULL, '2026-12-01 09:48:36.224669+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (34, 'recording', 's3', 'recordings', 'xylograph/adopted.mp4', NULL, NULL, 'd57b1b67-3f5b-4d4b-9c21-e28c050fedca', NULL, '2026-12-01 09:48:36.406972+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (36, 'folder', 'local', '', '50cee281-958e-4db6-a5d2-50eba8b00dd6/', NULL, '50cee281-958e-4db6-a5d2-50eba8b00dd6', NULL, NULL, '2026-12-01 09:48:36.498289+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (37, 'mp3', 's3', 'default', '50cee281-958e-4db6-a5d2-50eba8b00dd6/audio.mp3', NULL, '50cee281-958e-4db6-a5d2-50eba8b00dd6', NULL, NULL, '2026-12-01 09:48:36.498296+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (39, 'mp3', 's3', 'default', 'b08426ff-8795-464e-b960-20f6cd4f28c1/audio.mp3', NULL, 'b08426ff-8795-464e-b960-20f6cd4f28c1', NULL, NULL, '2026-12-01 09:48:36.615348+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (32, 'composed_video', 's3', 'recordings', 'composed/xylograph-orphan.mp4', NULL, NULL, NULL, 'd98ca1a1-2848-4662-9992-597e327f6344', '2026-12-01 09:48:36.242691+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (35, 'composed_video', 's3', 'recordings', 'composed/marzipan.mp4', NULL, NULL, NULL, '4808f1a4-4daa-4182-9bf6-260cf655bcc0', '2026-12-01 09:48:36.44082+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (38, 'wav', 'local', '', 'b08426ff-8795-464e-b960-20f6cd4f28c1/audio.wav', NULL, 'b08426ff-8795-464e-b960-20f6cd4f28c1', NULL, NULL, '2026-12-01 09:48:36.536631+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (33, 'folder', 'local', '', 'b08426ff-8795-464e-b960-20f6cd4f28c1/', NULL, 'b08426ff-8795-464e-b960-20f6cd4f28c1', NULL, NULL, '2026-12-01 09:48:36.371901+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (40, 'folder', 'local', '', '3ead3a27-9b11-428b-8548-922980d59b58/', NULL, '3ead3a27-9b11-428b-8548-922980d59b58', NULL, NULL, '2026-12-01 09:48:36.701377+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (47, 'wav', 'local', '', '3332b9a9-0ce6-43a6-83dc-e81577f95925/audio.wav', NULL, '3332b9a9-0ce6-43a6-83dc-e81577f95925', NULL, NULL, '2026-12-01 09:48:37.162414+00', '2026-12-01 08:48:37.193125+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (41, 'wav', 'local', '', '3ead3a27-9b11-428b-8548-922980d59b58/audio.wav', NULL, '3ead3a27-9b11-428b-8548-922980d59b58', NULL, NULL, '2026-12-01 09:48:36.742188+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (43, 'recording', 's3', 'recordings', 'xylograph/left-over.mp4', NULL, NULL, NULL, NULL, '2026-12-01 09:48:36.918995+00', NULL, '2026-11-30 09:48:36.911876+00', 3, '2026-11-30 21:48:36.913178+00', NULL, NULL);
INSERT INTO public.artifact VALUES (44, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, NULL, NULL, '2026-12-01 09:48:36.919+00', NULL, '2026-11-30 09:48:36.913351+00', 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (42, 'mp3', 's3', 'default', '3ead3a27-9b11-428b-8548-922980d59b58/audio.mp3', NULL, '3ead3a27-9b11-428b-8548-922980d59b58', NULL, NULL, '2026-12-01 09:48:36.818066+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (46, 'folder', 'local', '', '3398842c-76aa-41e4-94a0-ae53a140a325/', NULL, '3398842c-76aa-41e4-94a0-ae53a140a325', NULL, NULL, '2026-12-01 09:48:37.061133+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (45, 'folder', 'local', '', '3332b9a9-0ce6-43a6-83dc-e81577f95925/', NULL, '3332b9a9-0ce6-43a6-83dc-e81577f95925', NULL, NULL, '2026-12-01 09:48:37.052298+00', '2026-12-01 08:48:37.193125+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.instance VALUES (1, '67067570-17e5-426c-8f1b-d6bc98d0487e', '2026-12-01 09:48:33.17366+00');
INSERT INTO public.job VALUES ('3332b9a9-0ce6-43a6-83dc-e81577f95925', 'convert', '2026-12-01 09:48:37.069425+00', 0, 'worker-1', NULL, NULL, 1, 'xylograph', NULL, 0, NULL, false);
INSERT INTO public.job VALUES ('3398842c-76aa-41e4-94a0-ae53a140a325', 'convert', '2026-12-01 09:48:37.081014+00', 0, 'worker-1', NULL, NULL, 1, 'marzipan', NULL, 0, NULL, false);
INSERT INTO public.marked_store VALUES ('local', '', '2026-12-01 09:48:34.18878+00');
INSERT INTO public.marked_store VALUES ('s3', 'default', '2026-12-01 09:48:34.19092+00');
INSERT INTO public.meeting VALUES ('c70f627b-1aaf-46b5-8649-6b8a2c0fe39b', 'marzipan', NULL, NULL, '2026-11-23 09:48:34.555136+00', '2026-11-23 10:18:34.555136+00', NULL, false, '', NULL, NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('232991a8-fdd8-4f03-8ac2-28f379ecf86d', 'xylograph', NULL, NULL, '2026-11-23 09:48:35.469223+00', '2026-11-23 10:18:35.469223+00', NULL, false, '', 'composed/xylograph.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('d98ca1a1-2848-4662-9992-597e327f6344', 'they said xylograph', 'they said xylograph', 'they said xylograph', '2026-11-01 09:48:36.159276+00', '2026-11-01 10:18:36.159276+00', NULL, false, '', 'composed/xylograph-orphan.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('4808f1a4-4daa-4182-9bf6-260cf655bcc0', 'they said marzipan', 'they said marzipan', 'they said marzipan', '2026-02-04 09:48:36.329643+00', '2026-02-04 10:18:36.329643+00', '40f9742f-a05e-4729-9d2a-d85a036c9c87', false, '', 'composed/marzipan.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting_consent VALUES ('56ff80de-bc11-4a05-bbde-8bf43d879a77', 'c70f627b-1aaf-46b5-8649-6b8a2c0fe39b', 'marzipan', false, '2026-12-01 09:48:34.656841+00', NULL);
INSERT INTO public.meeting_consent VALUES ('9235fd95-847d-49f4-8377-3d32c3613995', '232991a8-fdd8-4f03-8ac2-28f379ecf86d', 'xylograph', true, '2026-12-01 09:48:35.537905+00', NULL);
INSERT INTO public.meeting_consent VALUES ('dea38949-9671-431c-a260-006991ef59e6', '232991a8-fdd8-4f03-8ac2-28f379ecf86d', 'xylograph', false, '2026-12-01 09:48:35.540471+00', NULL);
INSERT INTO public.meeting_consent VALUES ('6df2215c-fe81-47af-8cdc-5312e4184f60', 'd98ca1a1-2848-4662-9992-597e327f6344', NULL, true, '2026-12-01 09:48:36.184087+00', NULL);
INSERT INTO public.meeting_consent VALUES ('2a04a926-c428-4b52-8954-88f59f3add34', '4808f1a4-4daa-4182-9bf6-260cf655bcc0', NULL, false, '2026-12-01 09:48:36.355727+00', NULL);
INSERT INTO public.recording VALUES ('08f7098d-aa49-4484-a71b-c5ad2d00e6ad', 'recordings', '', '2026-11-23 09:48:34.555258+00', 'completed', 'c70f627b-1aaf-46b5-8649-6b8a2c0fe39b', '["marzipan/track-0.webm", "marzipan/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('8f669daa-4890-4931-8a79-5ae46b2efa21', 'recordings', 'marzipan/shared.mp4', '2026-11-23 09:48:34.555295+00', 'completed', 'c70f627b-1aaf-46b5-8649-6b8a2c0fe39b', NULL, true);
INSERT INTO public.recording VALUES ('5221ca1b-9486-4c50-8565-d31bded4c953', 'recordings', 'marzipan/lone.mp4', '2026-11-23 09:48:34.5554+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('669ebefc-de53-4a51-bb51-d93557989862', 'recordings', 'xylograph/alone.mp4', '2026-11-23 09:48:34.900551+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('c841eb8d-1584-450f-b485-3d1da2e44344', 'recordings', '', '2026-11-23 09:48:35.492307+00', 'completed', '232991a8-fdd8-4f03-8ac2-28f379ecf86d', '["xylograph/track-0.webm", "xylograph/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('fde221c3-68fd-4072-8429-3afb0bf80b28', 'recordings', 'xylograph/member.mp4', '2026-11-23 09:48:36.165049+00', 'completed', 'd98ca1a1-2848-4662-9992-597e327f6344', NULL, true);
INSERT INTO public.recording VALUES ('35716542-afe6-4271-b11b-30a915a766da', 'recordings', 'xylograph/orphan.mp4', '2026-11-23 09:48:36.1737+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('d57b1b67-3f5b-4d4b-9c21-e28c050fedca', 'recordings', 'xylograph/adopted.mp4', '2026-11-23 09:48:36.27372+00', 'completed', NULL, NULL, true);
INSERT INTO public.retention_run VALUES ('4a051b52-32f8-4f8f-b5de-e7980d0e6a0b', 'call', 7, '2026-11-24 09:48:33.07162+00', '2026-12-01 09:48:33.223343+00', '2026-12-01 09:48:34.453662+00', 'done', 1, 0, 0, 3, 0, NULL, NULL);
INSERT INTO public.room VALUES ('40f9742f-a05e-4729-9d2a-d85a036c9c87', 'room-40f9742f', 'its-owner', '2026-12-01 09:48:36.349427+00', false, '');
INSERT INTO public.tombstone VALUES ('746dba80-f1ac-4314-94e7-ac8849523198', 'transcript', 'expired', '2026-12-01 09:48:33.268822+00', '4a051b52-32f8-4f8f-b5de-e7980d0e6a0b');
INSERT INTO public.transcript VALUES ('7a16c94a-285b-4f74-8069-2bd7e26b7bf8', 'A talk', 'ended', '2026-11-23 09:48:34.555354+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', 'c70f627b-1aaf-46b5-8649-6b8a2c0fe39b', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('8a6bb39f-c12c-4187-86c7-1039e2e87200', 'A talk', 'ended', '2026-11-25 09:48:34.555435+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '5221ca1b-9486-4c50-8565-d31bded4c953', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('7ba593ef-f2a9-4737-9da8-f8f410bfebc9', 'A talk', 'ended', '2026-11-23 09:48:34.555452+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', 'c70f627b-1aaf-46b5-8649-6b8a2c0fe39b', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('b18dddcb-7e31-4587-9648-0a1a4ac0018f', 'A talk', 'ended', '2026-11-23 09:48:34.555467+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '5221ca1b-9486-4c50-8565-d31bded4c953', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('1e8a100d-bf8e-45ef-9873-2455bdd32986', 'they said xylograph', 'ended', '2026-11-23 09:48:34.900347+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('d459bef8-743a-4ffc-b875-5ca4ceb9589d', 'they said xylograph', 'ended', '2026-11-22 09:48:34.90051+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('3a2fb461-c7b8-40c5-94ce-b904c0f54a22', 'A talk', 'ended', '2026-11-19 09:48:34.932416+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '669ebefc-de53-4a51-bb51-d93557989862', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('b86bffd1-0af5-40e4-8b70-987892aa2b5b', 'A talk', 'ended', '2026-11-11 09:48:35.526306+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', '232991a8-fdd8-4f03-8ac2-28f379ecf86d', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('98732de0-7c12-4d9b-bbbf-67f24d5e6004', 'A talk', 'ended', '2026-11-22 09:48:35.531987+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'c841eb8d-1584-450f-b485-3d1da2e44344', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('9852b6ea-01ba-4c22-81ad-7d8992ae05a3', 'they said xylograph', 'ended', '2026-11-30 09:48:35.894556+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', '2026-12-01 07:24:35.894503+00', 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('b08426ff-8795-464e-b960-20f6cd4f28c1', 'they said marzipan', 'ended', '2026-02-04 09:48:36.344311+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('50cee281-958e-4db6-a5d2-50eba8b00dd6', 'they said xylograph', 'ended', '2026-11-23 09:48:36.27893+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, 'd57b1b67-3f5b-4d4b-9c21-e28c050fedca', 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('3ead3a27-9b11-428b-8548-922980d59b58', 'they said marzipan', 'ended', '2026-11-25 09:48:36.688374+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('3332b9a9-0ce6-43a6-83dc-e81577f95925', 'A talk', 'processing', '2026-11-23 09:48:37.04264+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('3398842c-76aa-41e4-94a0-ae53a140a325', 'A talk', 'uploaded', '2026-02-04 09:48:37.042739+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('9614e1ec-b447-451f-b4e5-e38d8b93a3f7', 'they said xylograph', 'ended', '2026-11-23 09:48:37.201883+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, false);
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
