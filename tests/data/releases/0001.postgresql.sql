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
INSERT INTO public.alembic_version VALUES ('0001');
INSERT INTO public.artifact VALUES (4, 'folder', 'local', '', 'cac53b9f-7c66-45db-a2a5-1f6d032a76af/', NULL, 'cac53b9f-7c66-45db-a2a5-1f6d032a76af', NULL, NULL, '2026-11-23 23:25:47.38397+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (5, 'folder', 'local', '', '8f90a979-dfc4-46a8-babc-4b610e7ae5ad/', NULL, '8f90a979-dfc4-46a8-babc-4b610e7ae5ad', NULL, NULL, '2026-11-23 23:25:47.391844+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (6, 'folder', 'local', '', '71fa317b-837f-4638-a5de-ebeb174edc0e/', NULL, '71fa317b-837f-4638-a5de-ebeb174edc0e', NULL, NULL, '2026-11-23 23:25:47.393026+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (7, 'folder', 'local', '', '6270ec74-78d2-450f-8889-79441fb08249/', NULL, '6270ec74-78d2-450f-8889-79441fb08249', NULL, NULL, '2026-11-23 23:25:47.397263+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (8, 'track', 's3', 'recordings', 'marzipan/track-0.webm', NULL, NULL, '5b7afc61-e9ec-4229-bb0e-e130fcb1d677', NULL, '2026-11-23 23:25:47.416997+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (9, 'track', 's3', 'recordings', 'marzipan/track-1.webm', NULL, NULL, '5b7afc61-e9ec-4229-bb0e-e130fcb1d677', NULL, '2026-11-23 23:25:47.417002+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (10, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, '4f45253c-5f53-4203-a170-ebdf749e6405', NULL, '2026-11-23 23:25:47.417003+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (11, 'recording', 's3', 'recordings', 'marzipan/lone.mp4', NULL, NULL, 'ba609404-f589-443d-aa72-33f3bca56663', NULL, '2026-11-23 23:25:47.417004+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (14, 'folder', 'local', '', '688eb415-78f5-45c5-a72e-cf9743f6a74f/', NULL, '688eb415-78f5-45c5-a72e-cf9743f6a74f', NULL, NULL, '2026-11-23 23:25:47.518749+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (15, 'recording', 's3', 'recordings', 'xylograph/alone.mp4', NULL, NULL, '2cadff2e-5375-4e4e-88bc-d9cf126c09d9', NULL, '2026-11-23 23:25:47.585905+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (16, 'wav', 'local', '', '3adcb3f4-c79b-4795-978f-022e74f3f8bd/audio.wav', NULL, '3adcb3f4-c79b-4795-978f-022e74f3f8bd', NULL, NULL, '2026-11-23 23:25:47.616564+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (17, 'mp3', 's3', 'default', '3adcb3f4-c79b-4795-978f-022e74f3f8bd/audio.mp3', NULL, '3adcb3f4-c79b-4795-978f-022e74f3f8bd', NULL, NULL, '2026-11-23 23:25:47.663704+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (12, 'folder', 'local', '', '3adcb3f4-c79b-4795-978f-022e74f3f8bd/', NULL, '3adcb3f4-c79b-4795-978f-022e74f3f8bd', NULL, NULL, '2026-11-23 23:25:47.513861+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (18, 'wav', 'local', '', '60cd8f97-7904-4a78-9a64-cc1410913f6d/audio.wav', NULL, '60cd8f97-7904-4a78-9a64-cc1410913f6d', NULL, NULL, '2026-11-23 23:25:47.700274+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (19, 'mp3', 's3', 'default', '60cd8f97-7904-4a78-9a64-cc1410913f6d/audio.mp3', NULL, '60cd8f97-7904-4a78-9a64-cc1410913f6d', NULL, NULL, '2026-11-23 23:25:47.792665+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (13, 'folder', 'local', '', '60cd8f97-7904-4a78-9a64-cc1410913f6d/', NULL, '60cd8f97-7904-4a78-9a64-cc1410913f6d', NULL, NULL, '2026-11-23 23:25:47.516832+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (20, 'folder', 'local', '', 'a4b3a55f-1c59-4ff0-99cb-6e71ef5d7c8f/', NULL, 'a4b3a55f-1c59-4ff0-99cb-6e71ef5d7c8f', NULL, NULL, '2026-11-23 23:25:47.848829+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (22, 'track', 's3', 'recordings', 'xylograph/track-0.webm', NULL, NULL, 'becafd0f-187b-4b48-adc4-e76154e42ff5', NULL, '2026-11-23 23:25:47.858083+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (23, 'track', 's3', 'recordings', 'xylograph/track-1.webm', NULL, NULL, 'becafd0f-187b-4b48-adc4-e76154e42ff5', NULL, '2026-11-23 23:25:47.858088+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (24, 'composed_video', 's3', 'recordings', 'composed/xylograph.mp4', NULL, NULL, NULL, '3a99f25d-40d8-408d-bfdb-b134d5f52735', '2026-11-23 23:25:47.865029+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (25, 'wav', 'local', '', '896584a9-bc00-4022-8de5-85078702ba59/audio.wav', NULL, '896584a9-bc00-4022-8de5-85078702ba59', NULL, NULL, '2026-11-23 23:25:47.871421+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (26, 'mp3', 's3', 'default', '896584a9-bc00-4022-8de5-85078702ba59/audio.mp3', NULL, '896584a9-bc00-4022-8de5-85078702ba59', NULL, NULL, '2026-11-23 23:25:47.893218+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (21, 'folder', 'local', '', '896584a9-bc00-4022-8de5-85078702ba59/', NULL, '896584a9-bc00-4022-8de5-85078702ba59', NULL, NULL, '2026-11-23 23:25:47.85013+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (28, 'wav', 'local', '', 'e87f0da7-33db-4b15-a5a8-6dccb1b55d93/audio.wav', NULL, 'e87f0da7-33db-4b15-a5a8-6dccb1b55d93', NULL, NULL, '2026-11-23 23:25:47.927377+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (29, 'mp3', 's3', 'default', 'e87f0da7-33db-4b15-a5a8-6dccb1b55d93/audio.mp3', NULL, 'e87f0da7-33db-4b15-a5a8-6dccb1b55d93', NULL, NULL, '2026-11-23 23:25:47.949504+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (27, 'folder', 'local', '', 'e87f0da7-33db-4b15-a5a8-6dccb1b55d93/', NULL, 'e87f0da7-33db-4b15-a5a8-6dccb1b55d93', NULL, NULL, '2026-11-23 23:25:47.917416+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (30, 'recording', 's3', 'recordings', 'xylograph/member.mp4', NULL, NULL, '383ffbe5-1042-4450-8046-4519f467c7cd', NULL, '2026-11-23 23:25:47.987857+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (31, 'recording', 's3', 'recordings', 'xylograph/orphan.mp4', NULL, NULL, '6a003d81-d6a5-4a84-88a7-3ecfc5526f81', NULL, '2026-11-23 23:25:47.98786+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (36, 'folder', 'local', '', '31641768-e94c-469f-9c8f-8f6aa3b30abc/', NULL, '31641768-e94c-469f-9c8f-8f6aa3b30abc', NULL, NULL, '2026-11-23 23:25:48.056857+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (37, 'mp3', 's3', 'default', '31641768-e94c-469f-9c8f-8f6aa3b30abc/audio.mp3', NULL, '31641768-e94c-469f-9c8f-8f6aa3b30abc', NULL, NULL, '2026-11-23 23:25:48.056864+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (33, 'folder', 'local', '', '8b79a12c-e325-44ca-af18-6fb323d78350/', NULL, '8b79a12c-e325-44ca-af18-6fb323d78350', NULL, NULL, '2026-11-23 23:25:48.028485+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (40, 'folder', 'local', '', '973e8fc7-4675-4645-a5b0-c76d6306308d/', NULL, '973e8fc7-4675-4645-a5b0-c76d6306308d', NULL, NULL, '2026-11-23 23:25:48.118672+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (43, 'recording', 's3', 'recordings', 'xylograph/left-over.mp4', NULL, NULL, NULL, NULL, '2026-11-23 23:25:48.183444+00', NULL, '2026-11-22 23:25:48.177323+00', 3, '2026-11-23 11:25:48.177333+00', NULL, NULL);
INSERT INTO public.artifact VALUES (44, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, NULL, NULL, '2026-11-23 23:25:48.183448+00', NULL, '2026-11-22 23:25:48.177411+00', 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (32, 'composed_video', 's3', 'recordings', 'composed/xylograph-orphan.mp4', NULL, NULL, NULL, '36cd61b9-53ab-4db3-864e-6e52a877624c', '2026-11-23 23:25:47.99289+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (34, 'recording', 's3', 'recordings', 'xylograph/adopted.mp4', NULL, NULL, '2e085843-4501-4f75-be54-c714fede5ee4', NULL, '2026-11-23 23:25:48.03458+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (38, 'wav', 'local', '', '8b79a12c-e325-44ca-af18-6fb323d78350/audio.wav', NULL, '8b79a12c-e325-44ca-af18-6fb323d78350', NULL, NULL, '2026-11-23 23:25:48.067569+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (41, 'wav', 'local', '', '973e8fc7-4675-4645-a5b0-c76d6306308d/audio.wav', NULL, '973e8fc7-4675-4645-a5b0-c76d6306308d', NULL, NULL, '2026-11-23 23:25:48.128049+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (46, 'folder', 'local', '', 'a6367095-54e4-4bb9-9bfa-a8df02adab95/', NULL, 'a6367095-54e4-4bb9-9bfa-a8df02adab95', NULL, NULL, '2026-11-23 23:25:48.209143+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (45, 'folder', 'local', '', 'f86e4002-722a-48c3-9ae1-1b2e7562cf4d/', NULL, 'f86e4002-722a-48c3-9ae1-1b2e7562cf4d', NULL, NULL, '2026-11-23 23:25:48.208289+00', '2026-11-23 22:25:48.232381+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (35, 'composed_video', 's3', 'recordings', 'composed/marzipan.mp4', NULL, NULL, NULL, 'dabf93ee-b223-4a12-a63d-a9e7a011e174', '2026-11-23 23:25:48.038931+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (39, 'mp3', 's3', 'default', '8b79a12c-e325-44ca-af18-6fb323d78350/audio.mp3', NULL, '8b79a12c-e325-44ca-af18-6fb323d78350', NULL, NULL, '2026-11-23 23:25:48.099297+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (42, 'mp3', 's3', 'default', '973e8fc7-4675-4645-a5b0-c76d6306308d/audio.mp3', NULL, '973e8fc7-4675-4645-a5b0-c76d6306308d', NULL, NULL, '2026-11-23 23:25:48.156103+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (47, 'wav', 'local', '', 'f86e4002-722a-48c3-9ae1-1b2e7562cf4d/audio.wav', NULL, 'f86e4002-722a-48c3-9ae1-1b2e7562cf4d', NULL, NULL, '2026-11-23 23:25:48.220368+00', '2026-11-23 22:25:48.232381+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.instance VALUES (1, '583e93ac-6b5c-4705-a535-f8f8252370ec', '2026-11-23 23:25:47.18212+00');
INSERT INTO public.job VALUES ('f86e4002-722a-48c3-9ae1-1b2e7562cf4d', 'convert', '2026-11-23 23:25:48.20977+00', 0, 'worker-1', NULL, NULL, 1, 'xylograph', NULL, 0);
INSERT INTO public.job VALUES ('a6367095-54e4-4bb9-9bfa-a8df02adab95', 'convert', '2026-11-23 23:25:48.210984+00', 0, 'worker-1', NULL, NULL, 1, 'marzipan', NULL, 0);
INSERT INTO public.marked_store VALUES ('local', '', '2026-11-23 23:25:47.200682+00');
INSERT INTO public.marked_store VALUES ('s3', 'default', '2026-11-23 23:25:47.237739+00');
INSERT INTO public.meeting VALUES ('4f4d5c1a-d8c5-4bac-8bd4-0ba4540a8c30', 'marzipan', NULL, NULL, '2026-11-15 23:25:47.344333+00', '2026-11-15 23:55:47.344333+00', NULL, false, '', NULL, NULL, true);
INSERT INTO public.meeting VALUES ('3a99f25d-40d8-408d-bfdb-b134d5f52735', 'xylograph', NULL, NULL, '2026-11-15 23:25:47.823429+00', '2026-11-15 23:55:47.823429+00', NULL, false, '', 'composed/xylograph.mp4', NULL, true);
INSERT INTO public.meeting VALUES ('36cd61b9-53ab-4db3-864e-6e52a877624c', 'they said xylograph', 'they said xylograph', 'they said xylograph', '2026-10-24 23:25:47.967326+00', '2026-10-24 23:55:47.967326+00', NULL, false, '', 'composed/xylograph-orphan.mp4', NULL, true);
INSERT INTO public.meeting VALUES ('dabf93ee-b223-4a12-a63d-a9e7a011e174', 'they said marzipan', 'they said marzipan', 'they said marzipan', '2026-01-27 23:25:48.022065+00', '2026-01-27 23:55:48.022065+00', '9887c606-ac76-4bb9-813a-40cb37239852', false, '', 'composed/marzipan.mp4', NULL, true);
INSERT INTO public.meeting_consent VALUES ('81ac14af-8f05-475d-be01-c98c6f8e45a9', '4f4d5c1a-d8c5-4bac-8bd4-0ba4540a8c30', 'marzipan', false, '2026-11-23 23:25:47.380986+00');
INSERT INTO public.meeting_consent VALUES ('bc01ea38-006d-4f10-936c-1327a91f42b8', '3a99f25d-40d8-408d-bfdb-b134d5f52735', 'xylograph', true, '2026-11-23 23:25:47.846652+00');
INSERT INTO public.meeting_consent VALUES ('992a7391-4c74-46a5-8eee-7c936aa6e541', '3a99f25d-40d8-408d-bfdb-b134d5f52735', 'xylograph', false, '2026-11-23 23:25:47.847129+00');
INSERT INTO public.meeting_consent VALUES ('ceb7a303-2127-41f4-bdce-b1768f3a86e8', '36cd61b9-53ab-4db3-864e-6e52a877624c', NULL, true, '2026-11-23 23:25:47.979598+00');
INSERT INTO public.meeting_consent VALUES ('5c68715f-551d-48e1-86a2-b39d3190770e', 'dabf93ee-b223-4a12-a63d-a9e7a011e174', NULL, false, '2026-11-23 23:25:48.027229+00');
INSERT INTO public.recording VALUES ('5b7afc61-e9ec-4229-bb0e-e130fcb1d677', 'recordings', '', '2026-11-15 23:25:47.344446+00', 'completed', '4f4d5c1a-d8c5-4bac-8bd4-0ba4540a8c30', '["marzipan/track-0.webm", "marzipan/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('4f45253c-5f53-4203-a170-ebdf749e6405', 'recordings', 'marzipan/shared.mp4', '2026-11-15 23:25:47.344484+00', 'completed', '4f4d5c1a-d8c5-4bac-8bd4-0ba4540a8c30', NULL, true);
INSERT INTO public.recording VALUES ('ba609404-f589-443d-aa72-33f3bca56663', 'recordings', 'marzipan/lone.mp4', '2026-11-15 23:25:47.344557+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('2cadff2e-5375-4e4e-88bc-d9cf126c09d9', 'recordings', 'xylograph/alone.mp4', '2026-11-15 23:25:47.505873+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('becafd0f-187b-4b48-adc4-e76154e42ff5', 'recordings', '', '2026-11-15 23:25:47.839336+00', 'completed', '3a99f25d-40d8-408d-bfdb-b134d5f52735', '["xylograph/track-0.webm", "xylograph/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('383ffbe5-1042-4450-8046-4519f467c7cd', 'recordings', 'xylograph/member.mp4', '2026-11-15 23:25:47.968718+00', 'completed', '36cd61b9-53ab-4db3-864e-6e52a877624c', NULL, true);
INSERT INTO public.recording VALUES ('6a003d81-d6a5-4a84-88a7-3ecfc5526f81', 'recordings', 'xylograph/orphan.mp4', '2026-11-15 23:25:47.972632+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('2e085843-4501-4f75-be54-c714fede5ee4', 'recordings', 'xylograph/adopted.mp4', '2026-11-15 23:25:48.000726+00', 'completed', NULL, NULL, true);
INSERT INTO public.retention_run VALUES ('402417a2-bcb8-404a-b95a-b1a7b965efb4', 'call', 7, '2026-11-16 23:25:46.931374+00', '2026-11-23 23:25:46.97826+00', '2026-11-23 23:25:47.31237+00', 'done', 1, 0, 0, 3, 0);
INSERT INTO public.room VALUES ('9887c606-ac76-4bb9-813a-40cb37239852', 'room-9887c606', 'its-owner', '2026-11-23 23:25:48.025579+00', false, '');
INSERT INTO public.tombstone VALUES ('6fcdd770-eaf6-49e5-bd43-5ef76d510461', 'transcript', 'expired', '2026-11-23 23:25:47.050386+00', '402417a2-bcb8-404a-b95a-b1a7b965efb4');
INSERT INTO public.transcript VALUES ('cac53b9f-7c66-45db-a2a5-1f6d032a76af', 'A talk', 'ended', '2026-11-15 23:25:47.344526+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', '4f4d5c1a-d8c5-4bac-8bd4-0ba4540a8c30', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('8f90a979-dfc4-46a8-babc-4b610e7ae5ad', 'A talk', 'ended', '2026-11-17 23:25:47.344574+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'ba609404-f589-443d-aa72-33f3bca56663', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('71fa317b-837f-4638-a5de-ebeb174edc0e', 'A talk', 'ended', '2026-11-15 23:25:47.344589+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', '4f4d5c1a-d8c5-4bac-8bd4-0ba4540a8c30', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('6270ec74-78d2-450f-8889-79441fb08249', 'A talk', 'ended', '2026-11-15 23:25:47.344603+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'ba609404-f589-443d-aa72-33f3bca56663', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('3adcb3f4-c79b-4795-978f-022e74f3f8bd', 'they said xylograph', 'ended', '2026-11-15 23:25:47.505649+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('60cd8f97-7904-4a78-9a64-cc1410913f6d', 'they said xylograph', 'ended', '2026-11-14 23:25:47.505829+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('688eb415-78f5-45c5-a72e-cf9743f6a74f', 'A talk', 'ended', '2026-11-11 23:25:47.506995+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '2cadff2e-5375-4e4e-88bc-d9cf126c09d9', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('a4b3a55f-1c59-4ff0-99cb-6e71ef5d7c8f', 'A talk', 'ended', '2026-11-03 23:25:47.844011+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', '3a99f25d-40d8-408d-bfdb-b134d5f52735', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('896584a9-bc00-4022-8de5-85078702ba59', 'A talk', 'ended', '2026-11-14 23:25:47.84412+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'becafd0f-187b-4b48-adc4-e76154e42ff5', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('e87f0da7-33db-4b15-a5a8-6dccb1b55d93', 'they said xylograph', 'ended', '2026-11-22 23:25:47.915379+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', '2026-11-23 21:01:47.915342+00', 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('8b79a12c-e325-44ca-af18-6fb323d78350', 'they said marzipan', 'ended', '2026-01-27 23:25:48.024526+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('31641768-e94c-469f-9c8f-8f6aa3b30abc', 'they said xylograph', 'ended', '2026-11-15 23:25:48.004128+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, '2e085843-4501-4f75-be54-c714fede5ee4', 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('973e8fc7-4675-4645-a5b0-c76d6306308d', 'they said marzipan', 'ended', '2026-11-17 23:25:48.116731+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('f86e4002-722a-48c3-9ae1-1b2e7562cf4d', 'A talk', 'processing', '2026-11-15 23:25:48.201652+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('a6367095-54e4-4bb9-9bfa-a8df02adab95', 'A talk', 'uploaded', '2026-01-27 23:25:48.201718+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('64d9ac01-e738-4197-869f-eb15e1b3596e', 'they said xylograph', 'ended', '2026-11-15 23:25:48.239291+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, false);
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
CREATE INDEX ix_artifact_location ON public.artifact USING btree (store, bucket, key);
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
