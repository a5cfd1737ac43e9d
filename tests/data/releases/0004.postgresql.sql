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
INSERT INTO public.artifact VALUES (4, 'folder', 'local', '', 'c3e4d5a5-689e-4f08-842a-b4eca7ff9a73/', NULL, 'c3e4d5a5-689e-4f08-842a-b4eca7ff9a73', NULL, NULL, '2026-12-01 09:46:34.911352+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (5, 'folder', 'local', '', 'f15b46ac-c5ab-4917-b2bf-f2be0811ff9c/', NULL, 'f15b46ac-c5ab-4917-b2bf-f2be0811ff9c', NULL, NULL, '2026-12-01 09:46:34.924304+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (6, 'folder', 'local', '', 'b56d852d-3d59-4721-94c4-9a815d863a66/', NULL, 'b56d852d-3d59-4721-94c4-9a815d863a66', NULL, NULL, '2026-12-01 09:46:34.935246+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (7, 'folder', 'local', '', '8aa52124-2d75-4678-b99a-ad8cdfb3fd5a/', NULL, '8aa52124-2d75-4678-b99a-ad8cdfb3fd5a', NULL, NULL, '2026-12-01 09:46:34.939204+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (8, 'track', 's3', 'recordings', 'marzipan/track-0.webm', NULL, NULL, '0dc75019-09d5-4f45-bb73-85a823671ed4', NULL, '2026-12-01 09:46:34.997369+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (9, 'track', 's3', 'recordings', 'marzipan/track-1.webm', NULL, NULL, '0dc75019-09d5-4f45-bb73-85a823671ed4', NULL, '2026-12-01 09:46:34.997374+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (10, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, '1f04688e-2e62-42e3-ac91-883546214515', NULL, '2026-12-01 09:46:34.997375+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (11, 'recording', 's3', 'recordings', 'marzipan/lone.mp4', NULL, NULL, '2586b6bc-2085-49c6-8260-234fe252dfeb', NULL, '2026-12-01 09:46:34.997376+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (14, 'folder', 'local', '', 'a4622f23-b52a-48dc-b668-b453c8d27dff/', NULL, 'a4622f23-b52a-48dc-b668-b453c8d27dff', NULL, NULL, '2026-12-01 09:46:35.177825+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (15, 'recording', 's3', 'recordings', 'xylograph/alone.mp4', NULL, NULL, '322ab99f-5386-4028-abc5-f9cb1b7f2822', NULL, '2026-12-01 09:46:35.208465+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (16, 'wav', 'local', '', '2fdac813-b9b9-4c5a-b165-4e88aca07085/audio.wav', NULL, '2fdac813-b9b9-4c5a-b165-4e88aca07085', NULL, NULL, '2026-12-01 09:46:35.273453+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (29, 'mp3', 's3', 'default', '1f617fd3-cd46-4c5d-9483-608dc9c59333/audio.mp3', NULL, '1f617fd3-cd46-4c5d-9483-608dc9c59333', NULL, NULL, '2026-12-01 09:46:36.227421+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (27, 'folder', 'local', '', '1f617fd3-cd46-4c5d-9483-608dc9c59333/', NULL, '1f617fd3-cd46-4c5d-9483-608dc9c59333', NULL, NULL, '2026-12-01 09:46:36.082471+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (17, 'mp3', 's3', 'default', '2fdac813-b9b9-4c5a-b165-4e88aca07085/audio.mp3', NULL, '2fdac813-b9b9-4c5a-b165-4e88aca07085', NULL, NULL, '2026-12-01 09:46:35.363459+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (12, 'folder', 'local', '', '2fdac813-b9b9-4c5a-b165-4e88aca07085/', NULL, '2fdac813-b9b9-4c5a-b165-4e88aca07085', NULL, NULL, '2026-12-01 09:46:35.156547+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (30, 'recording', 's3', 'recordings', 'xylograph/member.mp4', NULL, NULL, 'b611b465-718b-468d-a338-4178cb1112fa', NULL, '2026-12-01 09:46:36.443082+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (18, 'wav', 'local', '', 'ef508c23-b086-409b-9a03-e073bbb0f6fa/audio.wav', NULL, 'ef508c23-b086-409b-9a03-e073bbb0f6fa', NULL, NULL, '2026-12-01 09:46:35.480845+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (31, 'recording', 's3', 'recordings', 'xylograph/orphan.mp4', NULL, NULL, '0e3289a2-a7ca-47c3-bcbc-4963ec19d034', NULL, '2026-12-01 09:46:36.443089+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (32, 'composed_video', 's3', 'recordings', 'composed/xylograph-orphan.mp4', NULL, NULL, NULL, 'c0d02660-2479-4a98-924f-465c1c1a5a4f', '2026-12-01 09:46:36.485114+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (19, 'mp3', 's3', 'default', 'ef508c23-b086-409b-9a03-e073bbb0f6fa/audio.mp3', NULL, 'ef508c23-b086-409b-9a03-e073bbb0f6fa', NULL, NULL, '2026-12-01 09:46:35.592221+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (13, 'folder', 'local', '', 'ef508c23-b086-409b-9a03-e073bbb0f6fa/', NULL, 'ef508c23-b086-409b-9a03-e073bbb0f6fa', NULL, NULL, '2026-12-01 09:46:35.171905+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (20, 'folder', 'local', '', '0fe0a0a1-4340-42cf-bb62-06e2e2657737/', NULL, '0fe0a0a1-4340-42cf-bb62-06e2e2657737', NULL, NULL, '2026-12-01 09:46:35.75692+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (22, 'track', 's3', 'recordings', 'xylograph/track-0.webm', NULL, NULL, 'e36b6292-2ed9-4ccc-a29a-06c806995f20', NULL, '2026-12-01 09:46:35.801099+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (23, 'track', 's3', 'recordings', 'xylograph/track-1.webm', NULL, NULL, 'e36b6292-2ed9-4ccc-a29a-06c806995f20', NULL, '2026-12-01 09:46:35.801105+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (24, 'composed_video', 's3', 'recordings', 'composed/xylograph.mp4', NULL, NULL, NULL, '4cde84df-5bc8-4a19-998c-0aa979504bbd', '2026-12-01 09:46:35.837198+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (25, 'wav', 'local', '', 'fc87cd32-3a8e-43b5-afc5-2f04aef696c2/audio.wav', NULL, 'fc87cd32-3a8e-43b5-afc5-2f04aef696c2', NULL, NULL, '2026-12-01 09:46:35.880674+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (34, 'recording', 's3', 'recordings', 'xylograph/adopted.mp4', NULL, NULL, '1bf53b7e-bb17-4c05-b094-672dac1cd878', NULL, '2026-12-01 09:46:36.708802+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (35, 'composed_video', 's3', 'recordings', 'composed/marzipan.mp4', NULL, NULL, NULL, '0ad4b9ba-6720-46ed-904a-09b0ab656d39', '2026-12-01 09:46:36.772943+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (26, 'mp3', 's3', 'default', 'fc87cd32-3a8e-43b5-afc5-2f04aef696c2/audio.mp3', NULL, 'fc87cd32-3a8e-43b5-afc5-2f04aef696c2', NULL, NULL, '2026-12-01 09:46:35.982263+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (21, 'folder', 'local', '', 'fc87cd32-3a8e-43b5-afc5-2f04aef696c2/', NULL, 'fc87cd32-3a8e-43b5-afc5-2f04aef696c2', NULL, NULL, '2026-12-01 09:46:35.767767+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (28, 'wav', 'local', '', '1f617fd3-cd46-4c5d-9483-608dc9c59333/audio.wav', NULL, '1f617fd3-cd46-4c5d-9483-608dc9c59333', NULL, NULL, '2026-12-01 09:46:36.135227+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (41, 'wav', 'local', '', 'eec76f3c-11bf-4bc6-b97f-8eb64a795753/audio.wav', NULL, 'eec76f3c-11bf-4bc6-b97f-8eb64a795753', NULL, NULL, '2026-12-01 09:46:37.256784+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (36, 'folder', 'local', '', 'da7297fa-7eb1-4c93-9390-ec173abce712/', NULL, 'da7297fa-7eb1-4c93-9390-ec173abce712', NULL, NULL, '2026-12-01 09:46:36.853467+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (37, 'mp3', 's3', 'default', 'da7297fa-7eb1-4c93-9390-ec173abce712/audio.mp3', NULL, 'da7297fa-7eb1-4c93-9390-ec173abce712', NULL, NULL, '2026-12-01 09:46:36.853474+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (38, 'wav', 'local', '', '0bedf3cf-ec82-41f3-b659-09ae3372059b/audio.wav', NULL, '0bedf3cf-ec82-41f3-b659-09ae3372059b', NULL, NULL, '2026-12-01 09:46:36.908991+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (47, 'wav', 'local', '', '35686a24-2f40-428a-8cd2-238322c4301d/audio.wav', NULL, '35686a24-2f40-428a-8cd2-238322c4301d', NULL, NULL, '2026-12-01 09:46:37.685677+00', '2026-12-01 08:46:37.704492+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (39, 'mp3', 's3', 'default', '0bedf3cf-ec82-41f3-b659-09ae3372059b/audio.mp3', NULL, '0bedf3cf-ec82-41f3-b659-09ae3372059b', NULL, NULL, '2026-12-01 09:46:37.047374+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (33, 'folder', 'local', '', '0bedf3cf-ec82-41f3-b659-09ae3372059b/', NULL, '0bedf3cf-ec82-41f3-b659-09ae3372059b', NULL, NULL, '2026-12-01 09:46:36.658038+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (42, 'mp3', 's3', 'default', 'eec76f3c-11bf-4bc6-b97f-8eb64a795753/audio.mp3', NULL, 'eec76f3c-11bf-4bc6-b97f-8eb64a795753', NULL, NULL, '2026-12-01 09:46:37.365699+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (40, 'folder', 'local', '', 'eec76f3c-11bf-4bc6-b97f-8eb64a795753/', NULL, 'eec76f3c-11bf-4bc6-b97f-8eb64a795753', NULL, NULL, '2026-12-01 09:46:37.173324+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (43, 'recording', 's3', 'recordings', 'xylograph/left-over.mp4', NULL, NULL, NULL, NULL, '2026-12-01 09:46:37.47921+00', NULL, '2026-11-30 09:46:37.474255+00', 3, '2026-11-30 21:46:37.474267+00', NULL, NULL);
INSERT INTO public.artifact VALUES (44, 'recording', 's3', 'recordings', 'marzipan/shared.mp4', NULL, NULL, NULL, NULL, '2026-12-01 09:46:37.479215+00', NULL, '2026-11-30 09:46:37.474389+00', 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (46, 'folder', 'local', '', 'f50a6c4a-b2c4-41c6-ae32-54d927bacd70/', NULL, 'f50a6c4a-b2c4-41c6-ae32-54d927bacd70', NULL, NULL, '2026-12-01 09:46:37.625156+00', NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.artifact VALUES (45, 'folder', 'local', '', '35686a24-2f40-428a-8cd2-238322c4301d/', NULL, '35686a24-2f40-428a-8cd2-238322c4301d', NULL, NULL, '2026-12-01 09:46:37.616889+00', '2026-12-01 08:46:37.704492+00', NULL, 0, NULL, NULL, NULL);
INSERT INTO public.instance VALUES (1, 'b825b1ce-8d8f-4d90-bf7a-b0ba5c6c85bb', '2026-12-01 09:46:34.021771+00');
INSERT INTO public.job VALUES ('35686a24-2f40-428a-8cd2-238322c4301d', 'convert', '2026-12-01 09:46:37.628983+00', 0, 'worker-1', NULL, NULL, 1, 'xylograph', NULL, 0, NULL, false);
INSERT INTO public.job VALUES ('f50a6c4a-b2c4-41c6-ae32-54d927bacd70', 'convert', '2026-12-01 09:46:37.63112+00', 0, 'worker-1', NULL, NULL, 1, 'marzipan', NULL, 0, NULL, false);
INSERT INTO public.marked_store VALUES ('local', '', '2026-12-01 09:46:34.574902+00');
INSERT INTO public.marked_store VALUES ('s3', 'default', '2026-12-01 09:46:34.59709+00');
INSERT INTO public.meeting VALUES ('c9505bb9-4b1e-4776-a3eb-b504c4866359', 'marzipan', NULL, NULL, '2026-11-23 09:46:34.821501+00', '2026-11-23 10:16:34.821501+00', NULL, false, '', NULL, NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('4cde84df-5bc8-4a19-998c-0aa979504bbd', 'xylograph', NULL, NULL, '2026-11-23 09:46:35.690225+00', '2026-11-23 10:16:35.690225+00', NULL, false, '', 'composed/xylograph.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('c0d02660-2479-4a98-924f-465c1c1a5a4f', 'they said xylograph', 'they said xylograph', 'they said xylograph', '2026-11-01 09:46:36.351988+00', '2026-11-01 10:16:36.351988+00', NULL, false, '', 'composed/xylograph-orphan.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting VALUES ('0ad4b9ba-6720-46ed-904a-09b0ab656d39', 'they said marzipan', 'they said marzipan', 'they said marzipan', '2026-02-04 09:46:36.613176+00', '2026-02-04 10:16:36.613176+00', '88a7cfc9-6d34-4d6a-8472-44ec1eeef716', false, '', 'composed/marzipan.mp4', NULL, true, false, NULL);
INSERT INTO public.meeting_consent VALUES ('e653f140-ab6e-4939-8b0e-da9fb6df9fc9', 'c9505bb9-4b1e-4776-a3eb-b504c4866359', 'marzipan', false, '2026-12-01 09:46:34.903519+00', NULL);
INSERT INTO public.meeting_consent VALUES ('71696ce4-18ba-434d-ab64-d790eee1622b', '4cde84df-5bc8-4a19-998c-0aa979504bbd', 'xylograph', true, '2026-12-01 09:46:35.72273+00', NULL);
INSERT INTO public.meeting_consent VALUES ('175ced91-1caa-4765-82d0-4ba6e19bb38e', '4cde84df-5bc8-4a19-998c-0aa979504bbd', 'xylograph', false, '2026-12-01 09:46:35.723748+00', NULL);
INSERT INTO public.meeting_consent VALUES ('9b812c0c-a5d2-427d-bc09-14d664909e17', 'c0d02660-2479-4a98-924f-465c1c1a5a4f', NULL, true, '2026-12-01 09:46:36.409305+00', NULL);
INSERT INTO public.meeting_consent VALUES ('d57ded7a-23f5-4336-b06e-6f3dffcd79f8', '0ad4b9ba-6720-46ed-904a-09b0ab656d39', NULL, false, '2026-12-01 09:46:36.647456+00', NULL);
INSERT INTO public.recording VALUES ('0dc75019-09d5-4f45-bb73-85a823671ed4', 'recordings', '', '2026-11-23 09:46:34.82162+00', 'completed', 'c9505bb9-4b1e-4776-a3eb-b504c4866359', '["marzipan/track-0.webm", "marzipan/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('1f04688e-2e62-42e3-ac91-883546214515', 'recordings', 'marzipan/shared.mp4', '2026-11-23 09:46:34.821658+00', 'completed', 'c9505bb9-4b1e-4776-a3eb-b504c4866359', NULL, true);
INSERT INTO public.recording VALUES ('2586b6bc-2085-49c6-8260-234fe252dfeb', 'recordings', 'marzipan/lone.mp4', '2026-11-23 09:46:34.821737+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('322ab99f-5386-4028-abc5-f9cb1b7f2822', 'recordings', 'xylograph/alone.mp4', '2026-11-23 09:46:35.123361+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('e36b6292-2ed9-4ccc-a29a-06c806995f20', 'recordings', '', '2026-11-23 09:46:35.704298+00', 'completed', '4cde84df-5bc8-4a19-998c-0aa979504bbd', '["xylograph/track-0.webm", "xylograph/track-1.webm"]', true);
INSERT INTO public.recording VALUES ('b611b465-718b-468d-a338-4178cb1112fa', 'recordings', 'xylograph/member.mp4', '2026-11-23 09:46:36.364176+00', 'completed', 'c0d02660-2479-4a98-924f-465c1c1a5a4f', NULL, true);
INSERT INTO public.recording VALUES ('0e3289a2-a7ca-47c3-bcbc-4963ec19d034', 'recordings', 'xylograph/orphan.mp4', '2026-11-23 09:46:36.38173+00', 'completed', NULL, NULL, true);
INSERT INTO public.recording VALUES ('1bf53b7e-bb17-4c05-b094-672dac1cd878', 'recordings', 'xylograph/adopted.mp4', '2026-11-23 09:46:36.53074+00', 'completed', NULL, NULL, true);
INSERT INTO public.retention_run VALUES ('ae7147c3-58ec-419f-8ff6-2c5c11dbb5c7', 'call', 7, '2026-11-24 09:46:33.964972+00', '2026-12-01 09:46:34.042594+00', '2026-12-01 09:46:34.751272+00', 'done', 1, 0, 0, 3, 0, NULL, NULL);
INSERT INTO public.room VALUES ('88a7cfc9-6d34-4d6a-8472-44ec1eeef716', 'room-88a7cfc9', 'its-owner', '2026-12-01 09:46:36.633019+00', false, '');
INSERT INTO public.tombstone VALUES ('37ba63fe-e8ad-4f18-9d4b-9206d58aecd6', 'transcript', 'expired', '2026-12-01 09:46:34.080337+00', 'ae7147c3-58ec-419f-8ff6-2c5c11dbb5c7');
INSERT INTO public.transcript VALUES ('c3e4d5a5-689e-4f08-842a-b4eca7ff9a73', 'A talk', 'ended', '2026-11-23 09:46:34.821705+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', 'c9505bb9-4b1e-4776-a3eb-b504c4866359', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('f15b46ac-c5ab-4917-b2bf-f2be0811ff9c', 'A talk', 'ended', '2026-11-25 09:46:34.821753+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '2586b6bc-2085-49c6-8260-234fe252dfeb', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('b56d852d-3d59-4721-94c4-9a815d863a66', 'A talk', 'ended', '2026-11-23 09:46:34.82177+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', 'c9505bb9-4b1e-4776-a3eb-b504c4866359', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('8aa52124-2d75-4678-b99a-ad8cdfb3fd5a', 'A talk', 'ended', '2026-11-23 09:46:34.821784+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '2586b6bc-2085-49c6-8260-234fe252dfeb', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('2fdac813-b9b9-4c5a-b165-4e88aca07085', 'they said xylograph', 'ended', '2026-11-23 09:46:35.123162+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('ef508c23-b086-409b-9a03-e073bbb0f6fa', 'they said xylograph', 'ended', '2026-11-22 09:46:35.123321+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('a4622f23-b52a-48dc-b668-b453c8d27dff', 'A talk', 'ended', '2026-11-19 09:46:35.140939+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, '322ab99f-5386-4028-abc5-f9cb1b7f2822', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('0fe0a0a1-4340-42cf-bb62-06e2e2657737', 'A talk', 'ended', '2026-11-11 09:46:35.718789+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', '4cde84df-5bc8-4a19-998c-0aa979504bbd', NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('fc87cd32-3a8e-43b5-afc5-2f04aef696c2', 'A talk', 'ended', '2026-11-22 09:46:35.718901+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, 'e36b6292-2ed9-4ccc-a29a-06c806995f20', 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('1f617fd3-cd46-4c5d-9483-608dc9c59333', 'they said xylograph', 'ended', '2026-11-30 09:46:36.071171+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', '2026-12-01 07:22:36.071128+00', 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('0bedf3cf-ec82-41f3-b659-09ae3372059b', 'they said marzipan', 'ended', '2026-02-04 09:46:36.629104+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('da7297fa-7eb1-4c93-9390-ec173abce712', 'they said xylograph', 'ended', '2026-11-23 09:46:36.545868+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, '1bf53b7e-bb17-4c05-b094-672dac1cd878', 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, true);
INSERT INTO public.transcript VALUES ('eec76f3c-11bf-4bc6-b97f-8eb64a795753', 'they said marzipan', 'ended', '2026-11-25 09:46:37.152406+00', NULL, 'they said marzipan', 'they said marzipan', 'they said marzipan', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', '[{"text": "they said marzipan"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said marzipan', '[{"text": "they said marzipan"}]', NULL, 'they said marzipan', NULL, true);
INSERT INTO public.transcript VALUES ('35686a24-2f40-428a-8cd2-238322c4301d', 'A talk', 'processing', '2026-11-23 09:46:37.602975+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('f50a6c4a-b2c4-41c6-ae32-54d927bacd70', 'A talk', 'uploaded', '2026-02-04 09:46:37.603066+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'local', 'a-signed-in-user', 'public', NULL, NULL, 'file', NULL, NULL, NULL, NULL, NULL, NULL, NULL, true);
INSERT INTO public.transcript VALUES ('33f86a0e-f689-4db3-abbb-327240519cb2', 'they said xylograph', 'ended', '2026-11-23 09:46:37.728393+00', NULL, 'they said xylograph', 'they said xylograph', 'they said xylograph', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', '[{"text": "they said xylograph"}]', NULL, NULL, 'local', NULL, 'public', NULL, NULL, 'file', NULL, NULL, 'they said xylograph', '[{"text": "they said xylograph"}]', NULL, 'they said xylograph', NULL, false);
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
