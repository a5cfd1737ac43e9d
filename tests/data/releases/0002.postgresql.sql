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
INSERT INTO public.artifact VALUES (4, 'folder', 'local', '', 'fa0c3342-4ecd-4e04-982c-bd56dd6f2772/', NULL, 'fa0c3342-4ecd-4e04-982c-bd56dd6f2772', NULL, NULL, '2026-11-26 18:43:52.416865+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (5, 'folder', 'local', '', '074c0311-aa5a-44fb-93f8-27ebe7c37ba7/', NULL, '074c0311-aa5a-44fb-93f8-27ebe7c37ba7', NULL, NULL, '2026-11-26 18:43:52.420341+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (6, 'folder', 'local', '', '6f3695a5-a546-4bf3-8d29-415427221bdb/', NULL, '6f3695a5-a546-4bf3-8d29-415427221bdb', NULL, NULL, '2026-11-26 18:43:52.421937+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (7, 'folder', 'local', '', '2270126c-a991-4fdc-965c-afb0497358ef/', NULL, '2270126c-a991-4fdc-965c-afb0497358ef', NULL, NULL, '2026-11-26 18:43:52.424+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (8, 'track', 's3', 'recordings', 'marzipan/track-0.webm', NULL, NULL, '2736a0ee-d4f2-4f7c-be3b-b1d4c7313308', NULL, '2026-11-26 18:43:52.431796+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (9, 'track', 's3', 'recordings', 'marzipan/track-1.webm', NULL, NULL, '2736a0ee-d4f2-4f7c-be3b-b1d4c7313308', NULL, '2026-11-26 18:43:52.431801+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (10, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, '5bc8f844-aa4d-45e0-bc85-e96a7266e9f7', NULL, '2026-11-26 18:43:52.431803+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (11, 'recording', 's3', 'recordings', 'marzipan/lone.mp4', NULL, NULL, 'd75470de-8a54-4109-94ce-06d0e77760e5', NULL, '2026-11-26 18:43:52.431804+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (14, 'folder', 'local', '', 'a9a7ef3f-8e4d-4f2b-b944-bfdaccdecb7c/', NULL, 'a9a7ef3f-8e4d-4f2b-b944-bfdaccdecb7c', NULL, NULL, '2026-11-26 18:43:52.456813+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (15, 'recording', 's3', 'recordings', 'xylograph/alone.mp4', NULL, NULL, '953f1f31-6415-4fa5-93bf-81c8ddd818ec', NULL, '2026-11-26 18:43:52.462872+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (16, 'wav', 'local', '', '4c898f45-3b1e-4b4e-a853-56974c8785da/audio.wav', NULL, '4c898f45-3b1e-4b4e-a853-56974c8785da', NULL, NULL, '2026-11-26 18:43:52.473379+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (29, 'mp3', 's3', 'default', 'efbe37c6-dd1a-4a8d-848f-991d8d46d788/audio.mp3', NULL, 'efbe37c6-dd1a-4a8d-848f-991d8d46d788', NULL, NULL, '2026-11-26 18:43:52.599798+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (27, 'folder', 'local', '', 'efbe37c6-dd1a-4a8d-848f-991d8d46d788/', NULL, 'efbe37c6-dd1a-4a8d-848f-991d8d46d788', NULL, NULL, '2026-11-26 18:43:52.576826+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (17, 'mp3', 's3', 'default', '4c898f45-3b1e-4b4e-a853-56974c8785da/audio.mp3', NULL, '4c898f45-3b1e-4b4e-a853-56974c8785da', NULL, NULL, '2026-11-26 18:43:52.490905+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (12, 'folder', 'local', '', '4c898f45-3b1e-4b4e-a853-56974c8785da/', NULL, '4c898f45-3b1e-4b4e-a853-56974c8785da', NULL, NULL, '2026-11-26 18:43:52.452422+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (30, 'recording', 's3', 'recordings', 'xylograph/member.mp4', NULL, NULL, '226f82e3-5c87-48da-adaf-707925d4aa7d', NULL, '2026-11-26 18:43:52.620784+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (18, 'wav', 'local', '', '3fbea2db-3577-45f3-8d9e-5869b9f022f3/audio.wav', NULL, '3fbea2db-3577-45f3-8d9e-5869b9f022f3', NULL, NULL, '2026-11-26 18:43:52.508899+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (31, 'recording', 's3', 'recordings', 'xylograph/orphan.mp4', NULL, NULL, 'c445bb94-604a-4cef-88c7-f9bc3d6a947a', NULL, '2026-11-26 18:43:52.62079+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (32, 'composed_video', 's3', 'recordings', 'composed/xylograph-orphan.mp4', NULL, NULL, NULL, 'bb4635ca-18a4-497e-bfdc-5b051f3bfe39', '2026-11-26 18:43:52.625909+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (19, 'mp3', 's3', 'default', '3fbea2db-3577-45f3-8d9e-5869b9f022f3/audio.mp3', NULL, '3fbea2db-3577-45f3-8d9e-5869b9f022f3', NULL, NULL, '2026-11-26 18:43:52.520347+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (13, 'folder', 'local', '', '3fbea2db-3577-45f3-8d9e-5869b9f022f3/', NULL, '3fbea2db-3577-45f3-8d9e-5869b9f022f3', NULL, NULL, '2026-11-26 18:43:52.455026+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (20, 'folder', 'local', '', '145bd87f-34db-467a-9c6a-51ef52207f38/', NULL, '145bd87f-34db-467a-9c6a-51ef52207f38', NULL, NULL, '2026-11-26 18:43:52.534486+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (22, 'track', 's3', 'recordings', 'xylograph/track-0.webm', NULL, NULL, '9621ecc2-26e6-4169-9ac1-87b959f16ffd', NULL, '2026-11-26 18:43:52.538901+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (23, 'track', 's3', 'recordings', 'xylograph/track-1.webm', NULL, NULL, '9621ecc2-26e6-4169-9ac1-87b959f16ffd', NULL, '2026-11-26 18:43:52.538905+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (24, 'composed_video', 's3', 'recordings', 'composed/xylograph.mp4', NULL, NULL, NULL, '1dd2f006-19ea-48d3-8b02-7aa2714bfb83', '2026-11-26 18:43:52.543452+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (25, 'wav', 'local', '', '2da923b9-24f2-4c74-9dac-a5fe2e553b83/audio.wav', NULL, '2da923b9-24f2-4c74-9dac-a5fe2e553b83', NULL, NULL, '2026-11-26 18:43:52.550654+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (34, 'recording', 's3', 'recordings', 'xylograph/adopted.mp4', NULL, NULL, '9c9500e6-e580-4bde-8557-4ebd292de981', NULL, '2026-11-26 18:43:52.646578+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (35, 'composed_video', 's3', 'recordings', 'composed/marzipan.mp4', NULL, NULL, NULL, 'b5fd95c8-43d7-47b9-9237-976bedf696c0', '2026-11-26 18:43:52.651925+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (26, 'mp3', 's3', 'default', '2da923b9-24f2-4c74-9dac-a5fe2e553b83/audio.mp3', NULL, '2da923b9-24f2-4c74-9dac-a5fe2e553b83', NULL, NULL, '2026-11-26 18:43:52.563251+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (21, 'folder', 'local', '', '2da923b9-24f2-4c74-9dac-a5fe2e553b83/', NULL, '2da923b9-24f2-4c74-9dac-a5fe2e553b83', NULL, NULL, '2026-11-26 18:43:52.535672+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (36, 'folder', 'local', '', '6e51feae-7535-4947-a4cc-c6e167ced13f/', NULL, '6e51feae-7535-4947-a4cc-c6e167ced13f', NULL, NULL, '2026-11-26 18:43:52.657133+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (28, 'wav', 'local', '', 'efbe37c6-dd1a-4a8d-848f-991d8d46d788/audio.wav', NULL, 'efbe37c6-dd1a-4a8d-848f-991d8d46d788', NULL, NULL, '2026-11-26 18:43:52.585468+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (41, 'wav', 'local', '', '4698cf32-fed8-40ad-8596-ec29d9a33315/audio.wav', NULL, '4698cf32-fed8-40ad-8596-ec29d9a33315', NULL, NULL, '2026-11-26 18:43:52.700631+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (37, 'mp3', 's3', 'default', '6e51feae-7535-4947-a4cc-c6e167ced13f/audio.mp3', NULL, '6e51feae-7535-4947-a4cc-c6e167ced13f', NULL, NULL, '2026-11-26 18:43:52.657139+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (38, 'wav', 'local', '', 'a11e42c5-a126-4d70-9a81-959e8fa16088/audio.wav', NULL, 'a11e42c5-a126-4d70-9a81-959e8fa16088', NULL, NULL, '2026-11-26 18:43:52.664859+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (47, 'wav', 'local', '', '4988a443-9fee-47b4-843b-0c366ae7d0e3/audio.wav', NULL, '4988a443-9fee-47b4-843b-0c366ae7d0e3', NULL, NULL, '2026-11-26 18:43:52.760459+00', '2026-11-26 17:43:52.765123+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (39, 'mp3', 's3', 'default', 'a11e42c5-a126-4d70-9a81-959e8fa16088/audio.mp3', NULL, 'a11e42c5-a126-4d70-9a81-959e8fa16088', NULL, NULL, '2026-11-26 18:43:52.680383+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (33, 'folder', 'local', '', 'a11e42c5-a126-4d70-9a81-959e8fa16088/', NULL, 'a11e42c5-a126-4d70-9a81-959e8fa16088', NULL, NULL, '2026-11-26 18:43:52.641752+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (42, 'mp3', 's3', 'default', '4698cf32-fed8-40ad-8596-ec29d9a33315/audio.mp3', NULL, '4698cf32-fed8-40ad-8596-ec29d9a33315', NULL, NULL, '2026-11-26 18:43:52.713085+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (40, 'folder', 'local', '', '4698cf32-fed8-40ad-8596-ec29d9a33315/', NULL, '4698cf32-fed8-40ad-8596-ec29d9a33315', NULL, NULL, '2026-11-26 18:43:52.693602+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (43, 'recording', 's3', 'recordings', 'xylograph/left-over.mp4', NULL, NULL, NULL, NULL, '2026-11-26 18:43:52.726092+00', NULL, '2026-11-25 18:43:52.723927+00', 3, '2026-11-26 06:43:52.723935+00', NULL, NULL);
INSERT INTO public.artifact VALUES (44, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, NULL, NULL, '2026-11-26 18:43:52.726097+00', NULL, '2026-11-25 18:43:52.724011+00', 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (46, 'folder', 'local', '', 'd9c153b6-f636-4c10-9ce2-c24bdffa54a9/', NULL, 'd9c153b6-f636-4c10-9ce2-c24bdffa54a9', NULL, NULL, '2026-11-26 18:43:52.748118+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (45, 'folder', 'local', '', '4988a443-9fee-47b4-843b-0c366ae7d0e3/', NULL, '4988a443-9fee-47b4-843b-0c366ae7d0e3', NULL, NULL, '2026-11-26 18:43:52.746384+00', '2026-11-26 17:43:52.765123+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.instance VALUES (1, '349dddc9-9e64-48de-a530-031198adc764', '2026-11-26 18:43:52.345388+00');
INSERT INTO public.job VALUES ('4988a443-9fee-47b4-843b-0c366ae7d0e3', 'convert', '2026-11-26 18:43:52.749466+00', 0, 'worker-1', NULL, NULL, 1, 'xylograph', NULL, 0);
INSERT INTO public.job VALUES ('d9c153b6-f636-4c10-9ce2-c24bdffa54a9', 'convert', '2026-11-26 18:43:52.751129+00', 0, 'worker-1', NULL, NULL, 1, 'marzipan', NULL, 0);
INSERT INTO public.marked_store VALUES ('local', '', '2026-11-26 18:43:52.371958+00');
INSERT INTO public.marked_store VALUES ('s3', 'default', '2026-11-26 18:43:52.387455+00');
INSERT INTO public.meeting VALUES ('dec7b17a-1eed-4dc5-ad42-bfe472ba8d24', 'marzipan', NULL, NULL, '2026-11-18 18:43:52.40244+00', '2026-11-18 19:13:52.40244+00', NULL, false, '', NULL, NULL, true);
INSERT INTO public.meeting VALUES ('1dd2f006-19ea-48d3-8b02-7aa2714bfb83', 'xylograph', NULL, NULL, '2026-11-18 18:43:52.529179+00', '2026-11-18 19:13:52.529179+00', NULL, false, '', 'composed/xylograph.mp4', NULL, true);
INSERT INTO public.meeting VALUES ('bb4635ca-18a4-497e-bfdc-5b051f3bfe39', 'they said xylograph', 'they said xylograph', 'they said xylograph', '2026-10-27 18:43:52.61159+00', '2026-10-27 19:13:52.61159+00', NULL, false, '', 'composed/xylograph-orphan.mp4', NULL, true);
INSERT INTO public.meeting VALUES ('b5fd95c8-43d7-47b9-9237-976bedf696c0', 'they said marzipan', 'they said marzipan', 'they said marzipan', '2026-01-30 18:43:52.635942+00', '2026-01-30 19:13:52.635942+00', 'e4d7bdc5-f2b9-4e9b-a000-e177438d1adf', false, '', 'composed/marzipan.mp4', NULL, true);
INSERT INTO public.meeting_consent VALUES ('3aa8ec1d-0135-4591-ab3b-ea27d7638478', 'dec7b17a-1eed-4dc5-ad42-bfe472ba8d24', 'marzipan', false, '2026-11-26 18:43:52.413835+00');
INSERT INTO public.meeting_consent VALUES ('c2b9df04-8e6d-4933-a62c-ed19cf6e625e', '1dd2f006-19ea-48d3-8b02-7aa2714bfb83', 'xylograph', true, '2026-11-26 18:43:52.532127+00');
INSERT INTO public.meeting_consent VALUES ('8fc2f0a0-f480-49d8-850d-0a11618e0ed4', '1dd2f006-19ea-48d3-8b02-7aa2714bfb83', 'xylograph', false, '2026-11-26 18:43:52.532653+00');
INSERT INTO public.meeting_consent VALUES ('1ac807cb-70ff-46f4-939b-63ad63d582fa', 'bb4635ca-18a4-497e-bfdc-5b051f3bfe39', NULL, true, '2026-11-26 18:43:52.614987+00');
INSERT INTO public.meeting_consent VALUES ('beaafdd8-92f7-42e8-bbe3-48d325c5037d', 'b5fd95c8-43d7-47b9-9237-976bedf696c0', NULL, false, '2026-11-26 18:43:52.640076+00');
INSERT INTO public.recording VALUES ('2736a0ee-d4f2-4f7c-be3b-b1d4c7313308', 'recordings', '', '2026-11-18 18:43:52.402545+00', 'completed', 'dec7b17a-1eed-4dc5-ad42-bfe472ba8d24', '["marzipan/track-0.webm", "marzipan/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('5bc8f844-aa4d-45e0-bc85-e96a7266e9f7', 'recordings', 'marzipan/shared.mp4', '2026-11-18 18:43:52.402592+00', 'completed', 'dec7b17a-1eed-4dc5-ad42-bfe472ba8d24', NULL, true);
INSERT INTO public.recording VALUES ('d75470de-8a54-4109-94ce-06d0e77760e5', 'recordings', 'marzipan/lone.mp4', '2026-11-18 18:43:52.40269+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('953f1f31-6415-4fa5-93bf-81c8ddd818ec', 'recordings', 'xylograph/alone.mp4', '2026-11-18 18:43:52.448882+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('9621ecc2-26e6-4169-9ac1-87b959f16ffd', 'recordings', '', '2026-11-18 18:43:52.529998+00', 'completed', '1dd2f006-19ea-48d3-8b02-7aa2714bfb83', '["xylograph/track-0.webm", "xylograph/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('226f82e3-5c87-48da-adaf-707925d4aa7d', 'recordings', 'xylograph/member.mp4', '2026-11-18 18:43:52.612358+00', 'completed', 'bb4635ca-18a4-497e-bfdc-5b051f3bfe39', NULL, true);
INSERT INTO public.recording VALUES ('c445bb94-604a-4cef-88c7-f9bc3d6a947a', 'recordings', 'xylograph/orphan.mp4', '2026-11-18 18:43:52.612937+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('9c9500e6-e580-4bde-8557-4ebd292de981', 'recordings', 'xylograph/adopted.mp4', '2026-11-18 18:43:52.62977+00', 'completed', NULL, NULL, true);
INSERT INTO public.retention_run VALUES ('22e0f935-1770-4b1e-81dd-825442b2f8bf', 'call', 7, '2026-11-19 18:43:52.292441+00', '2026-11-26 18:43:52.301138+00', '2026-11-26 18:43:52.399614+00', 'done', 1, 0, 0, 3, 0);
INSERT INTO public.room VALUES ('e4d7bdc5-f2b9-4e9b-a000-e177438d1adf', 'room-e4d7bdc5', 'its-owner', '2026-11-26 18:43:52.63793+00', false, '');
INSERT INTO public.tombstone VALUES ('1088f772-0130-4e26-880d-fb5db72db055', 'transcript', 'expired', '2026-11-26 18:43:52.309747+00', '22e0f935-1770-4b1e-81dd-825442b2f8bf');
INSERT INTO public.transcript VALUES ('fa0c3342-4ecd-4e04-982c-bd56dd6f2772', 'A talk', 'ended', '2026-11-18 18:43:52.402651+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', 'dec7b17a-1eed-4dc5-ad42-bfe472ba8d24', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('074c0311-aa5a-44fb-93f8-27ebe7c37ba7', 'A talk', 'ended', '2026-11-20 18:43:52.402737+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'd75470de-8a54-4109-94ce-06d0e77760e5', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('6f3695a5-a546-4bf3-8d29-415427221bdb', 'A talk', 'ended', '2026-11-18 18:43:52.402762+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', 'dec7b17a-1eed-4dc5-ad42-bfe472ba8d24', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('2270126c-a991-4fdc-965c-afb0497358ef', 'A talk', 'ended', '2026-11-18 18:43:52.402784+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'd75470de-8a54-4109-94ce-06d0e77760e5', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('4c898f45-3b1e-4b4e-a853-56974c8785da', 'they said xylograph', 'ended', '2026-11-18 18:43:52.448626+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('3fbea2db-3577-45f3-8d9e-5869b9f022f3', 'they said xylograph', 'ended', '2026-11-17 18:43:52.448813+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('a9a7ef3f-8e4d-4f2b-b944-bfdaccdecb7c', 'A talk', 'ended', '2026-11-14 18:43:52.449858+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '953f1f31-6415-4fa5-93bf-81c8ddd818ec', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('145bd87f-34db-467a-9c6a-51ef52207f38', 'A talk', 'ended', '2026-11-06 18:43:52.53076+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', '1dd2f006-19ea-48d3-8b02-7aa2714bfb83', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('2da923b9-24f2-4c74-9dac-a5fe2e553b83', 'A talk', 'ended', '2026-11-17 18:43:52.530812+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '9621ecc2-26e6-4169-9ac1-87b959f16ffd', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('efbe37c6-dd1a-4a8d-848f-991d8d46d788', 'they said xylograph', 'ended', '2026-11-25 18:43:52.574787+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', '2026-11-26 16:19:52.574738+00', 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('a11e42c5-a126-4d70-9a81-959e8fa16088', 'they said marzipan', 'ended', '2026-01-30 18:43:52.636636+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('6e51feae-7535-4947-a4cc-c6e167ced13f', 'they said xylograph', 'ended', '2026-11-18 18:43:52.630426+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, '9c9500e6-e580-4bde-8557-4ebd292de981', 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('4698cf32-fed8-40ad-8596-ec29d9a33315', 'they said marzipan', 'ended', '2026-11-20 18:43:52.692001+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('4988a443-9fee-47b4-843b-0c366ae7d0e3', 'A talk', 'processing', '2026-11-18 18:43:52.743959+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('d9c153b6-f636-4c10-9ce2-c24bdffa54a9', 'A talk', 'uploaded', '2026-01-30 18:43:52.74405+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('a4cb2851-d445-4d6a-b40a-210032918ae5', 'they said xylograph', 'ended', '2026-11-18 18:43:52.767174+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, false);
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
    ADD CONSTRAINT fk_meeting_room_id_room FOREIGN KEY (room_id) REFERENCES public.room(id) ON DELETE RESTRICT;
ALTER TABLE ONLY public.recording
    ADD CONSTRAINT fk_recording_meeting_id_meeting FOREIGN KEY (meeting_id) REFERENCES public.meeting(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.transcript
    ADD CONSTRAINT fk_transcript_meeting_id_meeting FOREIGN KEY (meeting_id) REFERENCES public.meeting(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.transcript
    ADD CONSTRAINT fk_transcript_recording_id_recording FOREIGN KEY (recording_id) REFERENCES public.recording(id) ON DELETE SET NULL;
ALTER TABLE ONLY public.transcript
    ADD CONSTRAINT fk_transcript_room_id_room FOREIGN KEY (room_id) REFERENCES public.room(id) ON DELETE SET NULL;
