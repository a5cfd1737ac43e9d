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
INSERT INTO public.artifact VALUES (4, 'folder', 'local', '', 'c240a35d-b7fa-4f23-97cd-b10eb412c594/', NULL, 'c240a35d-b7fa-4f23-97cd-b10eb412c594', NULL, NULL, '2026-12-01 04:28:42.388632+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (5, 'folder', 'local', '', '6a62f600-748a-485c-b3ff-8f478cd3e661/', NULL, '6a62f600-748a-485c-b3ff-8f478cd3e661', NULL, NULL, '2026-12-01 04:28:42.435048+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (6, 'folder', 'local', '', '46ddde53-e3d5-45f9-9ab1-d5fa725c1e95/', NULL, '46ddde53-e3d5-45f9-9ab1-d5fa725c1e95', NULL, NULL, '2026-12-01 04:28:42.448072+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (7, 'folder', 'local', '', 'a72434a0-538c-4298-b6a9-a2ac133026b8/', NULL, 'a72434a0-538c-4298-b6a9-a2ac133026b8', NULL, NULL, '2026-12-01 04:28:42.464338+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (8, 'track', 's3', 'recordings', 'marzipan/track-0.webm', NULL, NULL, '42c12f93-f629-458b-ae15-b71b4a1cd0d5', NULL, '2026-12-01 04:28:42.538338+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (9, 'track', 's3', 'recordings', 'marzipan/track-1.webm', NULL, NULL, '42c12f93-f629-458b-ae15-b71b4a1cd0d5', NULL, '2026-12-01 04:28:42.543573+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (10, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, '2c21f08a-0435-4a3d-95e0-19199779b4c3', NULL, '2026-12-01 04:28:42.543579+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (11, 'recording', 's3', 'recordings', 'marzipan/lone.mp4', NULL, NULL, '5c63af0a-a42b-46d7-9f69-71181c126513', NULL, '2026-12-01 04:28:42.54358+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (14, 'folder', 'local', '', '16139a47-d73f-4b2c-9df1-aaeeaa334c9d/', NULL, '16139a47-d73f-4b2c-9df1-aaeeaa334c9d', NULL, NULL, '2026-12-01 04:28:42.76516+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (15, 'recording', 's3', 'recordings', 'xylograph/alone.mp4', NULL, NULL, '0ce05628-b74f-4a55-ad89-fc17c1edbda8', NULL, '2026-12-01 04:28:42.832862+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (16, 'wav', 'local', '', 'bd1a697f-904c-4bf7-ac16-8b0ab0369c76/audio.wav', NULL, 'bd1a697f-904c-4bf7-ac16-8b0ab0369c76', NULL, NULL, '2026-12-01 04:28:42.908841+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (29, 'mp3', 's3', 'default', '19c1eb99-2716-4685-beb5-05c127a9fab9/audio.mp3', NULL, '19c1eb99-2716-4685-beb5-05c127a9fab9', NULL, NULL, '2026-12-01 04:28:43.797202+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (27, 'folder', 'local', '', '19c1eb99-2716-4685-beb5-05c127a9fab9/', NULL, '19c1eb99-2716-4685-beb5-05c127a9fab9', NULL, NULL, '2026-12-01 04:28:43.675966+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (17, 'mp3', 's3', 'default', 'bd1a697f-904c-4bf7-ac16-8b0ab0369c76/audio.mp3', NULL, 'bd1a697f-904c-4bf7-ac16-8b0ab0369c76', NULL, NULL, '2026-12-01 04:28:43.036051+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (12, 'folder', 'local', '', 'bd1a697f-904c-4bf7-ac16-8b0ab0369c76/', NULL, 'bd1a697f-904c-4bf7-ac16-8b0ab0369c76', NULL, NULL, '2026-12-01 04:28:42.734172+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (30, 'recording', 's3', 'recordings', 'xylograph/member.mp4', NULL, NULL, '51b2dc26-6867-4818-864f-c046b82e3511', NULL, '2026-12-01 04:28:43.972201+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (18, 'wav', 'local', '', 'ea8beeeb-709e-43a4-93c8-fdb682852ca3/audio.wav', NULL, 'ea8beeeb-709e-43a4-93c8-fdb682852ca3', NULL, NULL, '2026-12-01 04:28:43.15993+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (31, 'recording', 's3', 'recordings', 'xylograph/orphan.mp4', NULL, NULL, '82b4a255-10a7-414a-8db0-0a7256d54ebe', NULL, '2026-12-01 04:28:43.972212+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (32, 'composed_video', 's3', 'recordings', 'composed/xylograph-orphan.mp4', NULL, NULL, NULL, '64194234-f294-4b70-90e8-a273696ee4c9', '2026-12-01 04:28:44.014369+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (19, 'mp3', 's3', 'default', 'ea8beeeb-709e-43a4-93c8-fdb682852ca3/audio.mp3', NULL, 'ea8beeeb-709e-43a4-93c8-fdb682852ca3', NULL, NULL, '2026-12-01 04:28:43.287792+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (13, 'folder', 'local', '', 'ea8beeeb-709e-43a4-93c8-fdb682852ca3/', NULL, 'ea8beeeb-709e-43a4-93c8-fdb682852ca3', NULL, NULL, '2026-12-01 04:28:42.756613+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (20, 'folder', 'local', '', 'afdbe7c0-c1a1-44fe-84fd-ccb57908ae02/', NULL, 'afdbe7c0-c1a1-44fe-84fd-ccb57908ae02', NULL, NULL, '2026-12-01 04:28:43.384036+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (22, 'track', 's3', 'recordings', 'xylograph/track-0.webm', NULL, NULL, '2acb5b33-d3be-4906-81c3-1285275414b7', NULL, '2026-12-01 04:28:43.415838+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (23, 'track', 's3', 'recordings', 'xylograph/track-1.webm', NULL, NULL, '2acb5b33-d3be-4906-81c3-1285275414b7', NULL, '2026-12-01 04:28:43.415847+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (24, 'composed_video', 's3', 'recordings', 'composed/xylograph.mp4', NULL, NULL, NULL, 'e5737669-6a6b-4edf-b37a-99657a131de1', '2026-12-01 04:28:43.44847+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (25, 'wav', 'local', '', 'a614151f-bf70-4787-a5ab-952cfaf04b59/audio.wav', NULL, 'a614151f-bf70-4787-a5ab-952cfaf04b59', NULL, NULL, '2026-12-01 04:28:43.489899+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (34, 'recording', 's3', 'recordings', 'xylograph/adopted.mp4', NULL, NULL, 'f8eccda1-f82b-43f1-ad8d-40a113569528', NULL, '2026-12-01 04:28:44.196062+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (35, 'composed_video', 's3', 'recordings', 'composed/marzipan.mp4', NULL, NULL, NULL, 'c6a30c71-305d-4570-a529-b4a8d21ca3fb', '2026-12-01 04:28:44.227857+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (26, 'mp3', 's3', 'default', 'a614151f-bf70-4787-a5ab-952cfaf04b59/audio.mp3', NULL, 'a614151f-bf70-4787-a5ab-952cfaf04b59', NULL, NULL, '2026-12-01 04:28:43.583325+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (21, 'folder', 'local', '', 'a614151f-bf70-4787-a5ab-952cfaf04b59/', NULL, 'a614151f-bf70-4787-a5ab-952cfaf04b59', NULL, NULL, '2026-12-01 04:28:43.387818+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (36, 'folder', 'local', '', '2832ea30-77f1-416e-84ca-e469505fdc29/', NULL, '2832ea30-77f1-416e-84ca-e469505fdc29', NULL, NULL, '2026-12-01 04:28:44.288497+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (28, 'wav', 'local', '', '19c1eb99-2716-4685-beb5-05c127a9fab9/audio.wav', NULL, '19c1eb99-2716-4685-beb5-05c127a9fab9', NULL, NULL, '2026-12-01 04:28:43.719225+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (41, 'wav', 'local', '', '10f8119c-f7f5-4777-8d2a-d2746214ab3a/audio.wav', NULL, '10f8119c-f7f5-4777-8d2a-d2746214ab3a', NULL, NULL, '2026-12-01 04:28:44.618922+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (37, 'mp3', 's3', 'default', '2832ea30-77f1-416e-84ca-e469505fdc29/audio.mp3', NULL, '2832ea30-77f1-416e-84ca-e469505fdc29', NULL, NULL, '2026-12-01 04:28:44.288506+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (38, 'wav', 'local', '', '608d9296-b9d1-4210-a4f7-8a22169d0768/audio.wav', NULL, '608d9296-b9d1-4210-a4f7-8a22169d0768', NULL, NULL, '2026-12-01 04:28:44.341214+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (47, 'wav', 'local', '', 'b220ee46-b863-4c36-b53b-a608f0def4b4/audio.wav', NULL, 'b220ee46-b863-4c36-b53b-a608f0def4b4', NULL, NULL, '2026-12-01 04:28:45.086652+00', '2026-12-01 03:28:45.10792+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (39, 'mp3', 's3', 'default', '608d9296-b9d1-4210-a4f7-8a22169d0768/audio.mp3', NULL, '608d9296-b9d1-4210-a4f7-8a22169d0768', NULL, NULL, '2026-12-01 04:28:44.443431+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (33, 'folder', 'local', '', '608d9296-b9d1-4210-a4f7-8a22169d0768/', NULL, '608d9296-b9d1-4210-a4f7-8a22169d0768', NULL, NULL, '2026-12-01 04:28:44.148143+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (42, 'mp3', 's3', 'default', '10f8119c-f7f5-4777-8d2a-d2746214ab3a/audio.mp3', NULL, '10f8119c-f7f5-4777-8d2a-d2746214ab3a', NULL, NULL, '2026-12-01 04:28:44.73155+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (40, 'folder', 'local', '', '10f8119c-f7f5-4777-8d2a-d2746214ab3a/', NULL, '10f8119c-f7f5-4777-8d2a-d2746214ab3a', NULL, NULL, '2026-12-01 04:28:44.553128+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (43, 'recording', 's3', 'recordings', 'xylograph/left-over.mp4', NULL, NULL, NULL, NULL, '2026-12-01 04:28:44.837251+00', NULL, '2026-11-30 04:28:44.827275+00', 3, '2026-11-30 16:28:44.827294+00', NULL, NULL);
INSERT INTO public.artifact VALUES (44, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, NULL, NULL, '2026-12-01 04:28:44.837257+00', NULL, '2026-11-30 04:28:44.827476+00', 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (46, 'folder', 'local', '', 'ddb885d1-e0ef-45cc-95d7-4752d877ab2f/', NULL, 'ddb885d1-e0ef-45cc-95d7-4752d877ab2f', NULL, NULL, '2026-12-01 04:28:45.020218+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (45, 'folder', 'local', '', 'b220ee46-b863-4c36-b53b-a608f0def4b4/', NULL, 'b220ee46-b863-4c36-b53b-a608f0def4b4', NULL, NULL, '2026-12-01 04:28:45.010235+00', '2026-12-01 03:28:45.10792+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.instance VALUES (1, 'af1941d8-d5af-4142-b10e-c5ecbf76f772', '2026-12-01 04:28:41.68074+00');
INSERT INTO public.job VALUES ('b220ee46-b863-4c36-b53b-a608f0def4b4', 'convert', '2026-12-01 04:28:45.022828+00', 0, 'worker-1', NULL, NULL, 1, 'xylograph', NULL, 0, NULL);
INSERT INTO public.job VALUES ('ddb885d1-e0ef-45cc-95d7-4752d877ab2f', 'convert', '2026-12-01 04:28:45.027823+00', 0, 'worker-1', NULL, NULL, 1, 'marzipan', NULL, 0, NULL);
INSERT INTO public.marked_store VALUES ('s3', 'default', '2026-12-01 04:28:41.995604+00');
INSERT INTO public.marked_store VALUES ('local', '', '2026-12-01 04:28:41.986245+00');
INSERT INTO public.meeting VALUES ('3a410afe-fc74-4480-9691-fcd01067e1d4', 'marzipan', NULL, NULL, '2026-11-23 04:28:42.22773+00', '2026-11-23 04:58:42.22773+00', NULL, false, '', NULL, NULL, true);
INSERT INTO public.meeting VALUES ('e5737669-6a6b-4edf-b37a-99657a131de1', 'xylograph', NULL, NULL, '2026-11-23 04:28:43.357657+00', '2026-11-23 04:58:43.357657+00', NULL, false, '', 'composed/xylograph.mp4', NULL, true);
INSERT INTO public.meeting VALUES ('64194234-f294-4b70-90e8-a273696ee4c9', 'they said xylograph', 'they said xylograph', 'they said xylograph', '2026-11-01 04:28:43.869303+00', '2026-11-01 04:58:43.869303+00', NULL, false, '', 'composed/xylograph-orphan.mp4', NULL, true);
INSERT INTO public.meeting VALUES ('c6a30c71-305d-4570-a529-b4a8d21ca3fb', 'they said marzipan', 'they said marzipan', 'they said marzipan', '2026-02-04 04:28:44.097487+00', '2026-02-04 04:58:44.097487+00', '93c8b46b-562b-4bed-986f-015c04e9dff3', false, '', 'composed/marzipan.mp4', NULL, true);
INSERT INTO public.meeting_consent VALUES ('591ffbc3-1ee5-4909-8cef-15834def6d88', '3a410afe-fc74-4480-9691-fcd01067e1d4', 'marzipan', false, '2026-12-01 04:28:42.366326+00');
INSERT INTO public.meeting_consent VALUES ('db067d68-02d4-4272-825b-dc8965b1fc5e', 'e5737669-6a6b-4edf-b37a-99657a131de1', 'xylograph', true, '2026-12-01 04:28:43.377707+00');
INSERT INTO public.meeting_consent VALUES ('c653df66-5dbc-4476-bd48-36a51d97ae2a', 'e5737669-6a6b-4edf-b37a-99657a131de1', 'xylograph', false, '2026-12-01 04:28:43.379477+00');
INSERT INTO public.meeting_consent VALUES ('daa5dc0b-a23a-4159-814b-efa5b5a7b2c3', '64194234-f294-4b70-90e8-a273696ee4c9', NULL, true, '2026-12-01 04:28:43.906534+00');
INSERT INTO public.meeting_consent VALUES ('8e472207-6673-466e-8f5a-4d3c53c16c25', 'c6a30c71-305d-4570-a529-b4a8d21ca3fb', NULL, false, '2026-12-01 04:28:44.128086+00');
INSERT INTO public.recording VALUES ('42c12f93-f629-458b-ae15-b71b4a1cd0d5', 'recordings', '', '2026-11-23 04:28:42.227911+00', 'completed', '3a410afe-fc74-4480-9691-fcd01067e1d4', '["marzipan/track-0.webm", "marzipan/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('2c21f08a-0435-4a3d-95e0-19199779b4c3', 'recordings', 'marzipan/shared.mp4', '2026-11-23 04:28:42.227973+00', 'completed', '3a410afe-fc74-4480-9691-fcd01067e1d4', NULL, true);
INSERT INTO public.recording VALUES ('5c63af0a-a42b-46d7-9f69-71181c126513', 'recordings', 'marzipan/lone.mp4', '2026-11-23 04:28:42.228106+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('0ce05628-b74f-4a55-ad89-fc17c1edbda8', 'recordings', 'xylograph/alone.mp4', '2026-11-23 04:28:42.701123+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('2acb5b33-d3be-4906-81c3-1285275414b7', 'recordings', '', '2026-11-23 04:28:43.366879+00', 'completed', 'e5737669-6a6b-4edf-b37a-99657a131de1', '["xylograph/track-0.webm", "xylograph/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('51b2dc26-6867-4818-864f-c046b82e3511', 'recordings', 'xylograph/member.mp4', '2026-11-23 04:28:43.879773+00', 'completed', '64194234-f294-4b70-90e8-a273696ee4c9', NULL, true);
INSERT INTO public.recording VALUES ('82b4a255-10a7-414a-8db0-0a7256d54ebe', 'recordings', 'xylograph/orphan.mp4', '2026-11-23 04:28:43.890313+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('f8eccda1-f82b-43f1-ad8d-40a113569528', 'recordings', 'xylograph/adopted.mp4', '2026-11-23 04:28:44.047873+00', 'completed', NULL, NULL, true);
INSERT INTO public.retention_run VALUES ('a2b81937-f266-4dcc-82c5-bcaa2cbb3d02', 'call', 7, '2026-11-24 04:28:41.166095+00', '2026-12-01 04:28:41.239016+00', '2026-12-01 04:28:42.196383+00', 'done', 1, 0, 0, 3, 0, NULL, NULL);
INSERT INTO public.room VALUES ('93c8b46b-562b-4bed-986f-015c04e9dff3', 'room-93c8b46b', 'its-owner', '2026-12-01 04:28:44.115636+00', false, '');
INSERT INTO public.tombstone VALUES ('3c121f6c-bb07-42cf-b2e3-a6cbb19fd2e4', 'transcript', 'expired', '2026-12-01 04:28:41.332036+00', 'a2b81937-f266-4dcc-82c5-bcaa2cbb3d02');
INSERT INTO public.transcript VALUES ('c240a35d-b7fa-4f23-97cd-b10eb412c594', 'A talk', 'ended', '2026-11-23 04:28:42.228054+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', '3a410afe-fc74-4480-9691-fcd01067e1d4', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('6a62f600-748a-485c-b3ff-8f478cd3e661', 'A talk', 'ended', '2026-11-25 04:28:42.228142+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '5c63af0a-a42b-46d7-9f69-71181c126513', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('46ddde53-e3d5-45f9-9ab1-d5fa725c1e95', 'A talk', 'ended', '2026-11-23 04:28:42.228176+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', '3a410afe-fc74-4480-9691-fcd01067e1d4', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('a72434a0-538c-4298-b6a9-a2ac133026b8', 'A talk', 'ended', '2026-11-23 04:28:42.228209+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '5c63af0a-a42b-46d7-9f69-71181c126513', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('bd1a697f-904c-4bf7-ac16-8b0ab0369c76', 'they said xylograph', 'ended', '2026-11-23 04:28:42.700785+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('ea8beeeb-709e-43a4-93c8-fdb682852ca3', 'they said xylograph', 'ended', '2026-11-22 04:28:42.701033+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('16139a47-d73f-4b2c-9df1-aaeeaa334c9d', 'A talk', 'ended', '2026-11-19 04:28:42.716428+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '0ce05628-b74f-4a55-ad89-fc17c1edbda8', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('afdbe7c0-c1a1-44fe-84fd-ccb57908ae02', 'A talk', 'ended', '2026-11-11 04:28:43.375065+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', 'e5737669-6a6b-4edf-b37a-99657a131de1', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('a614151f-bf70-4787-a5ab-952cfaf04b59', 'A talk', 'ended', '2026-11-22 04:28:43.375169+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '2acb5b33-d3be-4906-81c3-1285275414b7', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('19c1eb99-2716-4685-beb5-05c127a9fab9', 'they said xylograph', 'ended', '2026-11-30 04:28:43.668495+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', '2026-12-01 02:04:43.668449+00', 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('608d9296-b9d1-4210-a4f7-8a22169d0768', 'they said marzipan', 'ended', '2026-02-04 04:28:44.113829+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('2832ea30-77f1-416e-84ca-e469505fdc29', 'they said xylograph', 'ended', '2026-11-23 04:28:44.052915+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, 'f8eccda1-f82b-43f1-ad8d-40a113569528', 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('10f8119c-f7f5-4777-8d2a-d2746214ab3a', 'they said marzipan', 'ended', '2026-11-25 04:28:44.545172+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('b220ee46-b863-4c36-b53b-a608f0def4b4', 'A talk', 'processing', '2026-11-23 04:28:44.991881+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('ddb885d1-e0ef-45cc-95d7-4752d877ab2f', 'A talk', 'uploaded', '2026-02-04 04:28:44.991976+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('8948f004-4227-4cc3-af72-c2dc7fa05680', 'they said xylograph', 'ended', '2026-11-23 04:28:45.122406+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, false);
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
