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
INSERT INTO public.alembic_version VALUES ('0003');
INSERT INTO public.artifact VALUES (4, 'folder', 'local', '', '8a9b74fe-d6c9-45cd-992d-2f21e1990148/', NULL, '8a9b74fe-d6c9-45cd-992d-2f21e1990148', NULL, NULL, '2026-11-27 08:51:12.070291+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (5, 'folder', 'local', '', 'fdf6c78e-0895-4910-bd36-c8a288d643b3/', NULL, 'fdf6c78e-0895-4910-bd36-c8a288d643b3', NULL, NULL, '2026-11-27 08:51:12.072894+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (6, 'folder', 'local', '', '52889968-16ac-416b-b876-f499996b8853/', NULL, '52889968-16ac-416b-b876-f499996b8853', NULL, NULL, '2026-11-27 08:51:12.07607+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (7, 'folder', 'local', '', 'a6c9998d-0541-4eb5-a509-c02fbf291971/', NULL, 'a6c9998d-0541-4eb5-a509-c02fbf291971', NULL, NULL, '2026-11-27 08:51:12.078291+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (8, 'track', 's3', 'recordings', 'marzipan/track-0.webm', NULL, NULL, 'c018555e-1135-47cc-8a6b-52bc4c12d29f', NULL, '2026-11-27 08:51:12.108063+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (9, 'track', 's3', 'recordings', 'marzipan/track-1.webm', NULL, NULL, 'c018555e-1135-47cc-8a6b-52bc4c12d29f', NULL, '2026-11-27 08:51:12.10807+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (10, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, 'e5da722f-0a53-4207-a304-b34737a6b51c', NULL, '2026-11-27 08:51:12.108071+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (11, 'recording', 's3', 'recordings', 'marzipan/lone.mp4', NULL, NULL, '24641585-e9c9-4577-8b9b-3424f9d7bee1', NULL, '2026-11-27 08:51:12.108072+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (14, 'folder', 'local', '', '3d826938-4651-4cb3-9ffe-1e589b24c88a/', NULL, '3d826938-4651-4cb3-9ffe-1e589b24c88a', NULL, NULL, '2026-11-27 08:51:12.203571+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (15, 'recording', 's3', 'recordings', 'xylograph/alone.mp4', NULL, NULL, '6196b98c-e89e-4e40-a2fe-ec985dedd57e', NULL, '2026-11-27 08:51:12.231721+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (16, 'wav', 'local', '', 'bfba4595-a4f2-4c02-96e0-eb4213e1feff/audio.wav', NULL, 'bfba4595-a4f2-4c02-96e0-eb4213e1feff', NULL, NULL, '2026-11-27 08:51:12.278827+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (29, 'mp3', 's3', 'default', '65f70a41-4c45-488a-8f49-a2b59ea85767/audio.mp3', NULL, '65f70a41-4c45-488a-8f49-a2b59ea85767', NULL, NULL, '2026-11-27 08:51:12.855262+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (27, 'folder', 'local', '', '65f70a41-4c45-488a-8f49-a2b59ea85767/', NULL, '65f70a41-4c45-488a-8f49-a2b59ea85767', NULL, NULL, '2026-11-27 08:51:12.737009+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (17, 'mp3', 's3', 'default', 'bfba4595-a4f2-4c02-96e0-eb4213e1feff/audio.mp3', NULL, 'bfba4595-a4f2-4c02-96e0-eb4213e1feff', NULL, NULL, '2026-11-27 08:51:12.318689+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (12, 'folder', 'local', '', 'bfba4595-a4f2-4c02-96e0-eb4213e1feff/', NULL, 'bfba4595-a4f2-4c02-96e0-eb4213e1feff', NULL, NULL, '2026-11-27 08:51:12.18215+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (30, 'recording', 's3', 'recordings', 'xylograph/member.mp4', NULL, NULL, '0b69d855-dcab-4453-bec2-ce8392619156', NULL, '2026-11-27 08:51:12.927105+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (18, 'wav', 'local', '', 'd84836c8-8453-4a03-9167-b32b50626554/audio.wav', NULL, 'd84836c8-8453-4a03-9167-b32b50626554', NULL, NULL, '2026-11-27 08:51:12.364847+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (31, 'recording', 's3', 'recordings', 'xylograph/orphan.mp4', NULL, NULL, 'ea2dbb6f-9067-4077-9677-7b35b1f73367', NULL, '2026-11-27 08:51:12.927111+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (32, 'composed_video', 's3', 'recordings', 'composed/xylograph-orphan.mp4', NULL, NULL, NULL, 'd1884fd5-3139-4fee-ba89-8851ff86156d', '2026-11-27 08:51:12.943643+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (19, 'mp3', 's3', 'default', 'd84836c8-8453-4a03-9167-b32b50626554/audio.mp3', NULL, 'd84836c8-8453-4a03-9167-b32b50626554', NULL, NULL, '2026-11-27 08:51:12.411484+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (13, 'folder', 'local', '', 'd84836c8-8453-4a03-9167-b32b50626554/', NULL, 'd84836c8-8453-4a03-9167-b32b50626554', NULL, NULL, '2026-11-27 08:51:12.196157+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (20, 'folder', 'local', '', '970f11ba-1fe1-4013-9ca3-fe236bdf9a55/', NULL, '970f11ba-1fe1-4013-9ca3-fe236bdf9a55', NULL, NULL, '2026-11-27 08:51:12.496541+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (22, 'track', 's3', 'recordings', 'xylograph/track-0.webm', NULL, NULL, '45e45cad-b745-44bf-96e9-d15a445f7dee', NULL, '2026-11-27 08:51:12.571249+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (23, 'track', 's3', 'recordings', 'xylograph/track-1.webm', NULL, NULL, '45e45cad-b745-44bf-96e9-d15a445f7dee', NULL, '2026-11-27 08:51:12.571254+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (24, 'composed_video', 's3', 'recordings', 'composed/xylograph.mp4', NULL, NULL, NULL, '83dbe5ab-0083-4be6-a052-f1e25a4d7996', '2026-11-27 08:51:12.595913+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (25, 'wav', 'local', '', 'a12f94e0-adac-4c00-b61f-002243641493/audio.wav', NULL, 'a12f94e0-adac-4c00-b61f-002243641493', NULL, NULL, '2026-11-27 08:51:12.624818+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (34, 'recording', 's3', 'recordings', 'xylograph/adopted.mp4', NULL, NULL, 'dbbaacf5-4683-4b34-b3c5-88f0f8f57e4f', NULL, '2026-11-27 08:51:13.003488+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (35, 'composed_video', 's3', 'recordings', 'composed/marzipan.mp4', NULL, NULL, NULL, 'c45f658c-d739-4f55-8e8b-99d589e4e02f', '2026-11-27 08:51:13.021988+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (26, 'mp3', 's3', 'default', 'a12f94e0-adac-4c00-b61f-002243641493/audio.mp3', NULL, 'a12f94e0-adac-4c00-b61f-002243641493', NULL, NULL, '2026-11-27 08:51:12.675439+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (21, 'folder', 'local', '', 'a12f94e0-adac-4c00-b61f-002243641493/', NULL, 'a12f94e0-adac-4c00-b61f-002243641493', NULL, NULL, '2026-11-27 08:51:12.512828+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (36, 'folder', 'local', '', 'e967394b-2c8d-434d-9d94-5dc502985b21/', NULL, 'e967394b-2c8d-434d-9d94-5dc502985b21', NULL, NULL, '2026-11-27 08:51:13.038884+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (28, 'wav', 'local', '', '65f70a41-4c45-488a-8f49-a2b59ea85767/audio.wav', NULL, '65f70a41-4c45-488a-8f49-a2b59ea85767', NULL, NULL, '2026-11-27 08:51:12.780063+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (41, 'wav', 'local', '', '8ee1dc87-644d-4d5d-b9d1-fa7aae0e0569/audio.wav', NULL, '8ee1dc87-644d-4d5d-b9d1-fa7aae0e0569', NULL, NULL, '2026-11-27 08:51:13.211564+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (37, 'mp3', 's3', 'default', 'e967394b-2c8d-434d-9d94-5dc502985b21/audio.mp3', NULL, 'e967394b-2c8d-434d-9d94-5dc502985b21', NULL, NULL, '2026-11-27 08:51:13.03889+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (38, 'wav', 'local', '', '7f1e70d4-2e5e-4920-9b37-ce582fe0fbf3/audio.wav', NULL, '7f1e70d4-2e5e-4920-9b37-ce582fe0fbf3', NULL, NULL, '2026-11-27 08:51:13.070466+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (47, 'wav', 'local', '', '49d8ece7-f227-4f3f-9766-22566c0fe961/audio.wav', NULL, '49d8ece7-f227-4f3f-9766-22566c0fe961', NULL, NULL, '2026-11-27 08:51:13.435544+00', '2026-11-27 07:51:13.47436+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (39, 'mp3', 's3', 'default', '7f1e70d4-2e5e-4920-9b37-ce582fe0fbf3/audio.mp3', NULL, '7f1e70d4-2e5e-4920-9b37-ce582fe0fbf3', NULL, NULL, '2026-11-27 08:51:13.135666+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (33, 'folder', 'local', '', '7f1e70d4-2e5e-4920-9b37-ce582fe0fbf3/', NULL, '7f1e70d4-2e5e-4920-9b37-ce582fe0fbf3', NULL, NULL, '2026-11-27 08:51:12.994024+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (42, 'mp3', 's3', 'default', '8ee1dc87-644d-4d5d-b9d1-fa7aae0e0569/audio.mp3', NULL, '8ee1dc87-644d-4d5d-b9d1-fa7aae0e0569', NULL, NULL, '2026-11-27 08:51:13.278195+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (40, 'folder', 'local', '', '8ee1dc87-644d-4d5d-b9d1-fa7aae0e0569/', NULL, '8ee1dc87-644d-4d5d-b9d1-fa7aae0e0569', NULL, NULL, '2026-11-27 08:51:13.193716+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (43, 'recording', 's3', 'recordings', 'xylograph/left-over.mp4', NULL, NULL, NULL, NULL, '2026-11-27 08:51:13.333619+00', NULL, '2026-11-26 08:51:13.331361+00', 3, '2026-11-26 20:51:13.331374+00', NULL, NULL);
INSERT INTO public.artifact VALUES (44, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, NULL, NULL, '2026-11-27 08:51:13.333624+00', NULL, '2026-11-26 08:51:13.331511+00', 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (46, 'folder', 'local', '', '2b2ada93-b097-4257-a070-70b6e5af00cd/', NULL, '2b2ada93-b097-4257-a070-70b6e5af00cd', NULL, NULL, '2026-11-27 08:51:13.408661+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (45, 'folder', 'local', '', '49d8ece7-f227-4f3f-9766-22566c0fe961/', NULL, '49d8ece7-f227-4f3f-9766-22566c0fe961', NULL, NULL, '2026-11-27 08:51:13.404112+00', '2026-11-27 07:51:13.47436+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.instance VALUES (1, 'abf6a977-4bb8-48f5-becf-75bcf81d6397', '2026-11-27 08:51:11.831667+00');
INSERT INTO public.job VALUES ('49d8ece7-f227-4f3f-9766-22566c0fe961', 'convert', '2026-11-27 08:51:13.409594+00', 0, 'worker-1', NULL, NULL, 1, 'xylograph', NULL, 0);
INSERT INTO public.job VALUES ('2b2ada93-b097-4257-a070-70b6e5af00cd', 'convert', '2026-11-27 08:51:13.415644+00', 0, 'worker-1', NULL, NULL, 1, 'marzipan', NULL, 0);
INSERT INTO public.marked_store VALUES ('local', '', '2026-11-27 08:51:11.904342+00');
INSERT INTO public.marked_store VALUES ('s3', 'default', '2026-11-27 08:51:11.912587+00');
INSERT INTO public.meeting VALUES ('17110636-9a54-46d7-9c64-7050b6167a31', 'marzipan', NULL, NULL, '2026-11-19 08:51:12.003381+00', '2026-11-19 09:21:12.003381+00', NULL, false, '', NULL, NULL, true);
INSERT INTO public.meeting VALUES ('83dbe5ab-0083-4be6-a052-f1e25a4d7996', 'xylograph', NULL, NULL, '2026-11-19 08:51:12.447076+00', '2026-11-19 09:21:12.447076+00', NULL, false, '', 'composed/xylograph.mp4', NULL, true);
INSERT INTO public.meeting VALUES ('d1884fd5-3139-4fee-ba89-8851ff86156d', 'they said xylograph', 'they said xylograph', 'they said xylograph', '2026-10-28 08:51:12.89509+00', '2026-10-28 09:21:12.89509+00', NULL, false, '', 'composed/xylograph-orphan.mp4', NULL, true);
INSERT INTO public.meeting VALUES ('c45f658c-d739-4f55-8e8b-99d589e4e02f', 'they said marzipan', 'they said marzipan', 'they said marzipan', '2026-01-31 08:51:12.977515+00', '2026-01-31 09:21:12.977515+00', 'f6d3ca12-6dbc-4fbc-a29a-54be113fb6f2', false, '', 'composed/marzipan.mp4', NULL, true);
INSERT INTO public.meeting_consent VALUES ('8a9d34a9-3184-416d-82eb-1b1b4ddc9c79', '17110636-9a54-46d7-9c64-7050b6167a31', 'marzipan', false, '2026-11-27 08:51:12.062188+00');
INSERT INTO public.meeting_consent VALUES ('fbd6e4ee-ed46-4ba9-b183-5fa70acf4383', '83dbe5ab-0083-4be6-a052-f1e25a4d7996', 'xylograph', true, '2026-11-27 08:51:12.484548+00');
INSERT INTO public.meeting_consent VALUES ('a1d92396-c5f5-434c-b258-d6bfb560b4be', '83dbe5ab-0083-4be6-a052-f1e25a4d7996', 'xylograph', false, '2026-11-27 08:51:12.48731+00');
INSERT INTO public.meeting_consent VALUES ('b0599fd8-f094-4b84-9bae-adb1afbbabd8', 'd1884fd5-3139-4fee-ba89-8851ff86156d', NULL, true, '2026-11-27 08:51:12.903012+00');
INSERT INTO public.meeting_consent VALUES ('8798a274-3ca0-410c-b6d0-75c156784ce5', 'c45f658c-d739-4f55-8e8b-99d589e4e02f', NULL, false, '2026-11-27 08:51:12.991517+00');
INSERT INTO public.recording VALUES ('c018555e-1135-47cc-8a6b-52bc4c12d29f', 'recordings', '', '2026-11-19 08:51:12.003522+00', 'completed', '17110636-9a54-46d7-9c64-7050b6167a31', '["marzipan/track-0.webm", "marzipan/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('e5da722f-0a53-4207-a304-b34737a6b51c', 'recordings', 'marzipan/shared.mp4', '2026-11-19 08:51:12.003563+00', 'completed', '17110636-9a54-46d7-9c64-7050b6167a31', NULL, true);
INSERT INTO public.recording VALUES ('24641585-e9c9-4577-8b9b-3424f9d7bee1', 'recordings', 'marzipan/lone.mp4', '2026-11-19 08:51:12.003647+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('6196b98c-e89e-4e40-a2fe-ec985dedd57e', 'recordings', 'xylograph/alone.mp4', '2026-11-19 08:51:12.167342+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('45e45cad-b745-44bf-96e9-d15a445f7dee', 'recordings', '', '2026-11-19 08:51:12.455295+00', 'completed', '83dbe5ab-0083-4be6-a052-f1e25a4d7996', '["xylograph/track-0.webm", "xylograph/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('0b69d855-dcab-4453-bec2-ce8392619156', 'recordings', 'xylograph/member.mp4', '2026-11-19 08:51:12.899258+00', 'completed', 'd1884fd5-3139-4fee-ba89-8851ff86156d', NULL, true);
INSERT INTO public.recording VALUES ('ea2dbb6f-9067-4077-9677-7b35b1f73367', 'recordings', 'xylograph/orphan.mp4', '2026-11-19 08:51:12.900256+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('dbbaacf5-4683-4b34-b3c5-88f0f8f57e4f', 'recordings', 'xylograph/adopted.mp4', '2026-11-19 08:51:12.951829+00', 'completed', NULL, NULL, true);
INSERT INTO public.retention_run VALUES ('c262d8e5-4cda-4a27-841e-4ff8278bac91', 'call', 7, '2026-11-20 08:51:11.727097+00', '2026-11-27 08:51:11.735663+00', '2026-11-27 08:51:11.980951+00', 'done', 1, 0, 0, 3, 0);
INSERT INTO public.room VALUES ('f6d3ca12-6dbc-4fbc-a29a-54be113fb6f2', 'room-f6d3ca12', 'its-owner', '2026-11-27 08:51:12.989345+00', false, '');
INSERT INTO public.tombstone VALUES ('7da71551-efcd-4ccc-bdff-de9706d6eff7', 'transcript', 'expired', '2026-11-27 08:51:11.752659+00', 'c262d8e5-4cda-4a27-841e-4ff8278bac91');
INSERT INTO public.transcript VALUES ('8a9b74fe-d6c9-45cd-992d-2f21e1990148', 'A talk', 'ended', '2026-11-19 08:51:12.003612+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', '17110636-9a54-46d7-9c64-7050b6167a31', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('fdf6c78e-0895-4910-bd36-c8a288d643b3', 'A talk', 'ended', '2026-11-21 08:51:12.003664+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '24641585-e9c9-4577-8b9b-3424f9d7bee1', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('52889968-16ac-416b-b876-f499996b8853', 'A talk', 'ended', '2026-11-19 08:51:12.00368+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', '17110636-9a54-46d7-9c64-7050b6167a31', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('a6c9998d-0541-4eb5-a509-c02fbf291971', 'A talk', 'ended', '2026-11-19 08:51:12.003695+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '24641585-e9c9-4577-8b9b-3424f9d7bee1', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('bfba4595-a4f2-4c02-96e0-eb4213e1feff', 'they said xylograph', 'ended', '2026-11-19 08:51:12.167063+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('d84836c8-8453-4a03-9167-b32b50626554', 'they said xylograph', 'ended', '2026-11-18 08:51:12.167292+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('3d826938-4651-4cb3-9ffe-1e589b24c88a', 'A talk', 'ended', '2026-11-15 08:51:12.178575+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '6196b98c-e89e-4e40-a2fe-ec985dedd57e', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('970f11ba-1fe1-4013-9ca3-fe236bdf9a55', 'A talk', 'ended', '2026-11-07 08:51:12.470896+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', '83dbe5ab-0083-4be6-a052-f1e25a4d7996', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('a12f94e0-adac-4c00-b61f-002243641493', 'A talk', 'ended', '2026-11-18 08:51:12.471013+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '45e45cad-b745-44bf-96e9-d15a445f7dee', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('65f70a41-4c45-488a-8f49-a2b59ea85767', 'they said xylograph', 'ended', '2026-11-26 08:51:12.728713+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', '2026-11-27 06:27:12.728665+00', 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('7f1e70d4-2e5e-4920-9b37-ce582fe0fbf3', 'they said marzipan', 'ended', '2026-01-31 08:51:12.987393+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('e967394b-2c8d-434d-9d94-5dc502985b21', 'they said xylograph', 'ended', '2026-11-19 08:51:12.957057+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, 'dbbaacf5-4683-4b34-b3c5-88f0f8f57e4f', 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('8ee1dc87-644d-4d5d-b9d1-fa7aae0e0569', 'they said marzipan', 'ended', '2026-11-21 08:51:13.191197+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('49d8ece7-f227-4f3f-9766-22566c0fe961', 'A talk', 'processing', '2026-11-19 08:51:13.397498+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('2b2ada93-b097-4257-a070-70b6e5af00cd', 'A talk', 'uploaded', '2026-01-31 08:51:13.397578+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('09120604-8831-4b1d-8320-8224a045e5e7', 'they said xylograph', 'ended', '2026-11-19 08:51:13.478672+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, false);
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
