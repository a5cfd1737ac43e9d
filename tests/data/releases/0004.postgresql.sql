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
INSERT INTO public.artifact VALUES (4, 'folder', 'local', '', '34670fd2-a18c-46a9-aef7-b770d07c3ed5/', NULL, '34670fd2-a18c-46a9-aef7-b770d07c3ed5', NULL, NULL, '2026-12-01 13:41:29.248943+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (5, 'folder', 'local', '', '530591f4-9ea9-4b8c-a004-87a05ab503fe/', NULL, '530591f4-9ea9-4b8c-a004-87a05ab503fe', NULL, NULL, '2026-12-01 13:41:29.279882+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (6, 'folder', 'local', '', '491a93bd-dea5-4a93-a6fa-247c5e1320b4/', NULL, '491a93bd-dea5-4a93-a6fa-247c5e1320b4', NULL, NULL, '2026-12-01 13:41:29.312624+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (7, 'folder', 'local', '', '95304692-b535-4000-a9e9-923d989b32d4/', NULL, '95304692-b535-4000-a9e9-923d989b32d4', NULL, NULL, '2026-12-01 13:41:29.404838+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (8, 'track', 's3', 'recordings', 'marzipan/track-0.webm', NULL, NULL, 'b3b43e63-1879-4c90-ab34-8e349b3f5ae3', NULL, '2026-12-01 13:41:29.657608+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (9, 'track', 's3', 'recordings', 'marzipan/track-1.webm', NULL, NULL, 'b3b43e63-1879-4c90-ab34-8e349b3f5ae3', NULL, '2026-12-01 13:41:29.657617+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (10, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, 'd0faa0a0-2342-476a-93d2-31c522b2351d', NULL, '2026-12-01 13:41:29.657617+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (11, 'recording', 's3', 'recordings', 'marzipan/lone.mp4', NULL, NULL, '5bec641b-6ed5-48d1-8af8-a4933984fd03', NULL, '2026-12-01 13:41:29.657618+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (14, 'folder', 'local', '', '1cac07bf-8703-4f35-acee-3c0a17225cd3/', NULL, '1cac07bf-8703-4f35-acee-3c0a17225cd3', NULL, NULL, '2026-12-01 13:41:30.561025+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (15, 'recording', 's3', 'recordings', 'xylograph/alone.mp4', NULL, NULL, 'a58d71d6-50f5-40af-963a-f2627f38eb4e', NULL, '2026-12-01 13:41:30.813441+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (16, 'wav', 'local', '', '2c254fff-db5c-4f14-8c00-b60bd0b5353d/audio.wav', NULL, '2c254fff-db5c-4f14-8c00-b60bd0b5353d', NULL, NULL, '2026-12-01 13:41:31.094026+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (29, 'mp3', 's3', 'default', '9c9ea819-6b3a-4e7f-88f7-e10b5085f8ae/audio.mp3', NULL, '9c9ea819-6b3a-4e7f-88f7-e10b5085f8ae', NULL, NULL, '2026-12-01 13:41:34.574113+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (27, 'folder', 'local', '', '9c9ea819-6b3a-4e7f-88f7-e10b5085f8ae/', NULL, '9c9ea819-6b3a-4e7f-88f7-e10b5085f8ae', NULL, NULL, '2026-12-01 13:41:33.790916+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (17, 'mp3', 's3', 'default', '2c254fff-db5c-4f14-8c00-b60bd0b5353d/audio.mp3', NULL, '2c254fff-db5c-4f14-8c00-b60bd0b5353d', NULL, NULL, '2026-12-01 13:41:31.479016+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (12, 'folder', 'local', '', '2c254fff-db5c-4f14-8c00-b60bd0b5353d/', NULL, '2c254fff-db5c-4f14-8c00-b60bd0b5353d', NULL, NULL, '2026-12-01 13:41:30.480421+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (30, 'recording', 's3', 'recordings', 'xylograph/member.mp4', NULL, NULL, 'd9324c93-82c5-4972-b905-d417657b22cb', NULL, '2026-12-01 13:41:35.021239+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (18, 'wav', 'local', '', 'c6fb6214-5efe-419d-909e-33a39bb7aa90/audio.wav', NULL, 'c6fb6214-5efe-419d-909e-33a39bb7aa90', NULL, NULL, '2026-12-01 13:41:31.741111+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (31, 'recording', 's3', 'recordings', 'xylograph/orphan.mp4', NULL, NULL, '5fa4808d-8175-4d14-8233-26d0e6e4b39d', NULL, '2026-12-01 13:41:35.021248+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (32, 'composed_video', 's3', 'recordings', 'composed/xylograph-orphan.mp4', NULL, NULL, NULL, 'ae113503-4df3-41d1-9ac0-266776d9e9d1', '2026-12-01 13:41:35.13672+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (19, 'mp3', 's3', 'default', 'c6fb6214-5efe-419d-909e-33a39bb7aa90/audio.mp3', NULL, 'c6fb6214-5efe-419d-909e-33a39bb7aa90', NULL, NULL, '2026-12-01 13:41:32.072573+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (13, 'folder', 'local', '', 'c6fb6214-5efe-419d-909e-33a39bb7aa90/', NULL, 'c6fb6214-5efe-419d-909e-33a39bb7aa90', NULL, NULL, '2026-12-01 13:41:30.522666+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (20, 'folder', 'local', '', '617cf297-967a-4452-a19e-9f09c102fed0/', NULL, '617cf297-967a-4452-a19e-9f09c102fed0', NULL, NULL, '2026-12-01 13:41:32.592725+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (22, 'track', 's3', 'recordings', 'xylograph/track-0.webm', NULL, NULL, '2f389e4b-c8c7-42d2-bee9-f3c4e8a9cdcc', NULL, '2026-12-01 13:41:32.665277+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (23, 'track', 's3', 'recordings', 'xylograph/track-1.webm', NULL, NULL, '2f389e4b-c8c7-42d2-bee9-f3c4e8a9cdcc', NULL, '2026-12-01 13:41:32.665285+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (24, 'composed_video', 's3', 'recordings', 'composed/xylograph.mp4', NULL, NULL, NULL, '1be59bf1-d4ca-48eb-841f-84ff463e3aac', '2026-12-01 13:41:32.931533+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (25, 'wav', 'local', '', 'ba1f1153-5af5-45a5-9b51-b99d9a390921/audio.wav', NULL, 'ba1f1153-5af5-45a5-9b51-b99d9a390921', NULL, NULL, '2026-12-01 13:41:33.345124+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (34, 'recording', 's3', 'recordings', 'xylograph/adopted.mp4', NULL, NULL, '6f9de2cf-7b77-45a6-9c19-e8322ac56028', NULL, '2026-12-01 13:41:35.742501+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (35, 'composed_video', 's3', 'recordings', 'composed/marzipan.mp4', NULL, NULL, NULL, '0d5de8e4-c68b-4406-90bb-a945043e0bdb', '2026-12-01 13:41:35.873117+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (26, 'mp3', 's3', 'default', 'ba1f1153-5af5-45a5-9b51-b99d9a390921/audio.mp3', NULL, 'ba1f1153-5af5-45a5-9b51-b99d9a390921', NULL, NULL, '2026-12-01 13:41:33.580932+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (21, 'folder', 'local', '', 'ba1f1153-5af5-45a5-9b51-b99d9a390921/', NULL, 'ba1f1153-5af5-45a5-9b51-b99d9a390921', NULL, NULL, '2026-12-01 13:41:32.596842+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (36, 'folder', 'local', '', 'be772f83-ca68-43eb-9e4e-04a38ea5a9ea/', NULL, 'be772f83-ca68-43eb-9e4e-04a38ea5a9ea', NULL, NULL, '2026-12-01 13:41:36.091207+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (28, 'wav', 'local', '', '9c9ea819-6b3a-4e7f-88f7-e10b5085f8ae/audio.wav', NULL, '9c9ea819-6b3a-4e7f-88f7-e10b5085f8ae', NULL, NULL, '2026-12-01 13:41:34.071725+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (41, 'wav', 'local', '', 'ae089014-e56c-4ad1-bcf8-5c53df097f33/audio.wav', NULL, 'ae089014-e56c-4ad1-bcf8-5c53df097f33', NULL, NULL, '2026-12-01 13:41:37.551717+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (37, 'mp3', 's3', 'default', 'be772f83-ca68-43eb-9e4e-04a38ea5a9ea/audio.mp3', NULL, 'be772f83-ca68-43eb-9e4e-04a38ea5a9ea', NULL, NULL, '2026-12-01 13:41:36.091215+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (38, 'wav', 'local', '', '97d905fa-acc8-4977-a21a-5c855138ec80/audio.wav', NULL, '97d905fa-acc8-4977-a21a-5c855138ec80', NULL, NULL, '2026-12-01 13:41:36.293035+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (47, 'wav', 'local', '', 'db514c12-4f47-4901-a644-2ad2ef32542b/audio.wav', NULL, 'db514c12-4f47-4901-a644-2ad2ef32542b', NULL, NULL, '2026-12-01 13:41:39.372884+00', '2026-12-01 12:41:39.421255+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (39, 'mp3', 's3', 'default', '97d905fa-acc8-4977-a21a-5c855138ec80/audio.mp3', NULL, '97d905fa-acc8-4977-a21a-5c855138ec80', NULL, NULL, '2026-12-01 13:41:36.870398+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (33, 'folder', 'local', '', '97d905fa-acc8-4977-a21a-5c855138ec80/', NULL, '97d905fa-acc8-4977-a21a-5c855138ec80', NULL, NULL, '2026-12-01 13:41:35.66652+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (42, 'mp3', 's3', 'default', 'ae089014-e56c-4ad1-bcf8-5c53df097f33/audio.mp3', NULL, 'ae089014-e56c-4ad1-bcf8-5c53df097f33', NULL, NULL, '2026-12-01 13:41:37.889026+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (40, 'folder', 'local', '', 'ae089014-e56c-4ad1-bcf8-5c53df097f33/', NULL, 'ae089014-e56c-4ad1-bcf8-5c53df097f33', NULL, NULL, '2026-12-01 13:41:37.299949+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (43, 'recording', 's3', 'recordings', 'xylograph/left-over.mp4', NULL, NULL, NULL, NULL, '2026-12-01 13:41:38.233401+00', NULL, '2026-11-30 13:41:38.213352+00', 3, '2026-12-01 01:41:38.213371+00', NULL, NULL);
INSERT INTO public.artifact VALUES (44, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, NULL, NULL, '2026-12-01 13:41:38.233407+00', NULL, '2026-11-30 13:41:38.213522+00', 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (46, 'folder', 'local', '', 'e0ebdbef-9e93-4ddd-bdb6-cc23e1a64b79/', NULL, 'e0ebdbef-9e93-4ddd-bdb6-cc23e1a64b79', NULL, NULL, '2026-12-01 13:41:39.037006+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (45, 'folder', 'local', '', 'db514c12-4f47-4901-a644-2ad2ef32542b/', NULL, 'db514c12-4f47-4901-a644-2ad2ef32542b', NULL, NULL, '2026-12-01 13:41:38.9949+00', '2026-12-01 12:41:39.421255+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.instance VALUES (1, 'ce0531f3-d06d-4686-9a48-fdfab786f7e2', '2026-12-01 13:41:24.966721+00');
INSERT INTO public.job VALUES ('db514c12-4f47-4901-a644-2ad2ef32542b', 'convert', '2026-12-01 13:41:39.072232+00', 0, 'worker-1', NULL, NULL, 1, 'xylograph', NULL, 0, NULL, false, 0);
INSERT INTO public.job VALUES ('e0ebdbef-9e93-4ddd-bdb6-cc23e1a64b79', 'convert', '2026-12-01 13:41:39.088963+00', 0, 'worker-1', NULL, NULL, 1, 'marzipan', NULL, 0, NULL, false, 0);
INSERT INTO public.marked_store VALUES ('s3', 'default', '2026-12-01 13:41:28.134752+00');
INSERT INTO public.marked_store VALUES ('local', '', '2026-12-01 13:41:28.173753+00');
INSERT INTO public.meeting VALUES ('3606e974-6a75-4b9b-8943-34316eb9b1ec', 'marzipan', NULL, NULL, '2026-11-23 13:41:28.891848+00', '2026-11-23 14:11:28.891848+00', NULL, false, '', NULL, NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('1be59bf1-d4ca-48eb-841f-84ff463e3aac', 'xylograph', NULL, NULL, '2026-11-23 13:41:32.342719+00', '2026-11-23 14:11:32.342719+00', NULL, false, '', 'composed/xylograph.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('ae113503-4df3-41d1-9ac0-266776d9e9d1', 'they said xylograph', 'they said xylograph', 'they said xylograph', '2026-11-01 13:41:34.824208+00', '2026-11-01 14:11:34.824208+00', NULL, false, '', 'composed/xylograph-orphan.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('0d5de8e4-c68b-4406-90bb-a945043e0bdb', 'they said marzipan', 'they said marzipan', 'they said marzipan', '2026-02-04 13:41:35.589153+00', '2026-02-04 14:11:35.589153+00', '3b6d545d-0bcb-47da-8f82-09b48134346d', false, '', 'composed/marzipan.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting_consent VALUES ('36f88d69-9867-4b76-bc89-6b89ef288242', '3606e974-6a75-4b9b-8943-34316eb9b1ec', 'marzipan', false, '2026-12-01 13:41:29.209482+00', NULL);
INSERT INTO public.meeting_consent VALUES ('fa193d0a-efbb-426b-b4bc-8801c4bee039', '1be59bf1-d4ca-48eb-841f-84ff463e3aac', 'xylograph', true, '2026-12-01 13:41:32.548988+00', NULL);
INSERT INTO public.meeting_consent VALUES ('a73abccb-9b92-415d-a85d-f17c184a93c4', '1be59bf1-d4ca-48eb-841f-84ff463e3aac', 'xylograph', false, '2026-12-01 13:41:32.56338+00', NULL);
INSERT INTO public.meeting_consent VALUES ('8db6a324-534c-4a07-96fc-3170cf7f8b92', 'ae113503-4df3-41d1-9ac0-266776d9e9d1', NULL, true, '2026-12-01 13:41:34.887711+00', NULL);
INSERT INTO public.meeting_consent VALUES ('1b9bf9e8-46b2-4116-9b44-efb0c5294170', '0d5de8e4-c68b-4406-90bb-a945043e0bdb', NULL, false, '2026-12-01 13:41:35.639414+00', NULL);
INSERT INTO public.recording VALUES ('b3b43e63-1879-4c90-ab34-8e349b3f5ae3', 'recordings', '', '2026-11-23 13:41:28.909273+00', 'completed', '3606e974-6a75-4b9b-8943-34316eb9b1ec', '["marzipan/track-0.webm", "marzipan/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('d0faa0a0-2342-476a-93d2-31c522b2351d', 'recordings', 'marzipan/shared.mp4', '2026-11-23 13:41:28.909332+00', 'completed', '3606e974-6a75-4b9b-8943-34316eb9b1ec', NULL, true);
INSERT INTO public.recording VALUES ('5bec641b-6ed5-48d1-8af8-a4933984fd03', 'recordings', 'marzipan/lone.mp4', '2026-11-23 13:41:28.909425+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('a58d71d6-50f5-40af-963a-f2627f38eb4e', 'recordings', 'xylograph/alone.mp4', '2026-11-23 13:41:30.131367+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('2f389e4b-c8c7-42d2-bee9-f3c4e8a9cdcc', 'recordings', '', '2026-11-23 13:41:32.350324+00', 'completed', '1be59bf1-d4ca-48eb-841f-84ff463e3aac', '["xylograph/track-0.webm", "xylograph/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('d9324c93-82c5-4972-b905-d417657b22cb', 'recordings', 'xylograph/member.mp4', '2026-11-23 13:41:34.849128+00', 'completed', 'ae113503-4df3-41d1-9ac0-266776d9e9d1', NULL, true);
INSERT INTO public.recording VALUES ('5fa4808d-8175-4d14-8233-26d0e6e4b39d', 'recordings', 'xylograph/orphan.mp4', '2026-11-23 13:41:34.864509+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('6f9de2cf-7b77-45a6-9c19-e8322ac56028', 'recordings', 'xylograph/adopted.mp4', '2026-11-23 13:41:35.254718+00', 'completed', NULL, NULL, true);
INSERT INTO public.retention_run VALUES ('7e412e3b-5192-4c0a-aff6-7290cd2e4868', 'call', 7, '2026-11-24 13:41:24.736102+00', '2026-12-01 13:41:25.137614+00', '2026-12-01 13:41:28.696901+00', 'done', 1, 0, 0, 3, 0, NULL, NULL);
INSERT INTO public.room VALUES ('3b6d545d-0bcb-47da-8f82-09b48134346d', 'room-3b6d545d', 'its-owner', '2026-12-01 13:41:35.61362+00', false, '');
INSERT INTO public.tombstone VALUES ('fe997f3f-0c9a-4024-9d01-30c65030a758', 'transcript', 'expired', '2026-12-01 13:41:25.396589+00', '7e412e3b-5192-4c0a-aff6-7290cd2e4868');
INSERT INTO public.transcript VALUES ('34670fd2-a18c-46a9-aef7-b770d07c3ed5', 'A talk', 'ended', '2026-11-23 13:41:28.909389+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', '3606e974-6a75-4b9b-8943-34316eb9b1ec', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('530591f4-9ea9-4b8c-a004-87a05ab503fe', 'A talk', 'ended', '2026-11-25 13:41:28.909444+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '5bec641b-6ed5-48d1-8af8-a4933984fd03', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('491a93bd-dea5-4a93-a6fa-247c5e1320b4', 'A talk', 'ended', '2026-11-23 13:41:28.909461+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', '3606e974-6a75-4b9b-8943-34316eb9b1ec', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('95304692-b535-4000-a9e9-923d989b32d4', 'A talk', 'ended', '2026-11-23 13:41:28.909477+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '5bec641b-6ed5-48d1-8af8-a4933984fd03', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('2c254fff-db5c-4f14-8c00-b60bd0b5353d', 'they said xylograph', 'ended', '2026-11-23 13:41:30.131122+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('c6fb6214-5efe-419d-909e-33a39bb7aa90', 'they said xylograph', 'ended', '2026-11-22 13:41:30.131321+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('1cac07bf-8703-4f35-acee-3c0a17225cd3', 'A talk', 'ended', '2026-11-19 13:41:30.367689+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'a58d71d6-50f5-40af-963a-f2627f38eb4e', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('617cf297-967a-4452-a19e-9f09c102fed0', 'A talk', 'ended', '2026-11-11 13:41:32.512036+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', '1be59bf1-d4ca-48eb-841f-84ff463e3aac', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('ba1f1153-5af5-45a5-9b51-b99d9a390921', 'A talk', 'ended', '2026-11-22 13:41:32.512639+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '2f389e4b-c8c7-42d2-bee9-f3c4e8a9cdcc', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('9c9ea819-6b3a-4e7f-88f7-e10b5085f8ae', 'they said xylograph', 'ended', '2026-11-30 13:41:33.7805+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', '2026-12-01 11:17:33.780432+00', 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('97d905fa-acc8-4977-a21a-5c855138ec80', 'they said marzipan', 'ended', '2026-02-04 13:41:35.610403+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('be772f83-ca68-43eb-9e4e-04a38ea5a9ea', 'they said xylograph', 'ended', '2026-11-23 13:41:35.276148+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, '6f9de2cf-7b77-45a6-9c19-e8322ac56028', 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('ae089014-e56c-4ad1-bcf8-5c53df097f33', 'they said marzipan', 'ended', '2026-11-25 13:41:37.286231+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('db514c12-4f47-4901-a644-2ad2ef32542b', 'A talk', 'processing', '2026-11-23 13:41:38.902064+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('e0ebdbef-9e93-4ddd-bdb6-cc23e1a64b79', 'A talk', 'uploaded', '2026-02-04 13:41:38.902169+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('fcbdec05-51a6-4cd1-80f1-959cbf1b216b', 'they said xylograph', 'ended', '2026-11-23 13:41:39.452224+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, false);
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
