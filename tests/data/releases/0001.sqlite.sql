BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE artifact (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	kind VARCHAR NOT NULL, 
	store VARCHAR NOT NULL, 
	bucket VARCHAR DEFAULT '' NOT NULL, 
	"key" VARCHAR NOT NULL, 
	size BIGINT, 
	transcript_id VARCHAR, 
	recording_id VARCHAR, 
	meeting_id VARCHAR, 
	created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL, 
	writable_until DATETIME, 
	doomed_at DATETIME, 
	attempts INTEGER DEFAULT '0' NOT NULL, 
	next_attempt_at DATETIME, 
	last_error VARCHAR, 
	dead_at DATETIME, 
	CONSTRAINT fk_artifact_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE SET NULL, 
	CONSTRAINT fk_artifact_recording_id_recording FOREIGN KEY(recording_id) REFERENCES recording (id) ON DELETE SET NULL, 
	CONSTRAINT fk_artifact_transcript_id_transcript FOREIGN KEY(transcript_id) REFERENCES transcript (id) ON DELETE SET NULL
);
INSERT INTO "artifact" VALUES(4,'folder','local','','e93e451b-7e7d-41a5-825b-010bb61a8806/',NULL,'e93e451b-7e7d-41a5-825b-010bb61a8806',NULL,NULL,'2026-11-23 23:25:45.005154',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(5,'folder','local','','958c72be-7011-4c69-8625-d2261e7c9eeb/',NULL,'958c72be-7011-4c69-8625-d2261e7c9eeb',NULL,NULL,'2026-11-23 23:25:45.006098',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(6,'folder','local','','e357a4d3-16d7-48a5-a513-7a49ce00e8b6/',NULL,'e357a4d3-16d7-48a5-a513-7a49ce00e8b6',NULL,NULL,'2026-11-23 23:25:45.006563',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(7,'folder','local','','a17c8f3d-9110-4e2a-b3e6-9a2314b1a78d/',NULL,'a17c8f3d-9110-4e2a-b3e6-9a2314b1a78d',NULL,NULL,'2026-11-23 23:25:45.006981',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(8,'recording','s3','recordings','marzipan/lone.mp4',NULL,NULL,'11357873-a746-496d-97d7-482e0ddf82c6',NULL,'2026-11-23 23:25:45.015609',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(9,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,'1d5059c8-1a0b-446e-bc8c-07855d2cf2a4',NULL,'2026-11-23 23:25:45.015614',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(10,'track','s3','recordings','marzipan/track-0.webm',NULL,NULL,'2a936cf1-86d3-450d-b21e-8aa28e9ff59e',NULL,'2026-11-23 23:25:45.015615',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(11,'track','s3','recordings','marzipan/track-1.webm',NULL,NULL,'2a936cf1-86d3-450d-b21e-8aa28e9ff59e',NULL,'2026-11-23 23:25:45.015615',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(12,'folder','local','','06e6c384-679f-472f-86e9-13cd8e0eebfe/',NULL,'06e6c384-679f-472f-86e9-13cd8e0eebfe',NULL,NULL,'2026-11-23 23:25:45.052138',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(13,'folder','local','','e9b40db8-9a67-4445-8ac5-42382c2e1300/',NULL,'e9b40db8-9a67-4445-8ac5-42382c2e1300',NULL,NULL,'2026-11-23 23:25:45.052761',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(14,'folder','local','','c3317435-5721-41c5-9653-cd9904bc1022/',NULL,'c3317435-5721-41c5-9653-cd9904bc1022',NULL,NULL,'2026-11-23 23:25:45.053276',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(15,'recording','s3','recordings','xylograph/alone.mp4',NULL,NULL,'a46621d7-e3b1-443a-a862-99a781bfc066',NULL,'2026-11-23 23:25:45.060590',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(16,'wav','local','','06e6c384-679f-472f-86e9-13cd8e0eebfe/audio.wav',NULL,'06e6c384-679f-472f-86e9-13cd8e0eebfe',NULL,NULL,'2026-11-23 23:25:45.068262',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(17,'mp3','s3','default','06e6c384-679f-472f-86e9-13cd8e0eebfe/audio.mp3',NULL,'06e6c384-679f-472f-86e9-13cd8e0eebfe',NULL,NULL,'2026-11-23 23:25:45.106248',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(18,'wav','local','','e9b40db8-9a67-4445-8ac5-42382c2e1300/audio.wav',NULL,'e9b40db8-9a67-4445-8ac5-42382c2e1300',NULL,NULL,'2026-11-23 23:25:45.134368',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(19,'mp3','s3','default','e9b40db8-9a67-4445-8ac5-42382c2e1300/audio.mp3',NULL,'e9b40db8-9a67-4445-8ac5-42382c2e1300',NULL,NULL,'2026-11-23 23:25:45.156248',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(20,'folder','local','','c226cfa4-d10b-4497-b877-e29be6ba6a4b/',NULL,'c226cfa4-d10b-4497-b877-e29be6ba6a4b',NULL,NULL,'2026-11-23 23:25:45.198306',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(21,'folder','local','','5299bc13-06b5-4492-a35b-3be6ef9f8c3f/',NULL,'5299bc13-06b5-4492-a35b-3be6ef9f8c3f',NULL,NULL,'2026-11-23 23:25:45.198898',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(22,'track','s3','recordings','xylograph/track-0.webm',NULL,NULL,'43dab6d2-f66d-4927-a27d-8438a9fcb856',NULL,'2026-11-23 23:25:45.202838',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(23,'track','s3','recordings','xylograph/track-1.webm',NULL,NULL,'43dab6d2-f66d-4927-a27d-8438a9fcb856',NULL,'2026-11-23 23:25:45.202841',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(24,'composed_video','s3','recordings','composed/xylograph.mp4',NULL,NULL,NULL,'e795e011-5a8c-4003-8556-85237fef96c8','2026-11-23 23:25:45.206623',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(25,'wav','local','','5299bc13-06b5-4492-a35b-3be6ef9f8c3f/audio.wav',NULL,'5299bc13-06b5-4492-a35b-3be6ef9f8c3f',NULL,NULL,'2026-11-23 23:25:45.210060',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(26,'mp3','s3','default','5299bc13-06b5-4492-a35b-3be6ef9f8c3f/audio.mp3',NULL,'5299bc13-06b5-4492-a35b-3be6ef9f8c3f',NULL,NULL,'2026-11-23 23:25:45.231114',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(27,'folder','local','','ea153cf4-396c-4d5e-9496-1adb813865a9/',NULL,'ea153cf4-396c-4d5e-9496-1adb813865a9',NULL,NULL,'2026-11-23 23:25:45.264693',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(28,'wav','local','','ea153cf4-396c-4d5e-9496-1adb813865a9/audio.wav',NULL,'ea153cf4-396c-4d5e-9496-1adb813865a9',NULL,NULL,'2026-11-23 23:25:45.272105',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(29,'mp3','s3','default','ea153cf4-396c-4d5e-9496-1adb813865a9/audio.mp3',NULL,'ea153cf4-396c-4d5e-9496-1adb813865a9',NULL,NULL,'2026-11-23 23:25:45.289633',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(30,'recording','s3','recordings','xylograph/member.mp4',NULL,NULL,'a92b9532-73e7-46b6-932d-c1400b4883e7',NULL,'2026-11-23 23:25:45.319587',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(31,'recording','s3','recordings','xylograph/orphan.mp4',NULL,NULL,'e1d857ec-452d-4638-96cc-dd86729a3910',NULL,'2026-11-23 23:25:45.319590',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(32,'composed_video','s3','recordings','composed/xylograph-orphan.mp4',NULL,NULL,NULL,'402b0b53-46d0-4de3-b44b-e703157f1ee9','2026-11-23 23:25:45.328237',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(33,'folder','local','','8214c475-39ba-41ae-850f-bd6617829b50/',NULL,'8214c475-39ba-41ae-850f-bd6617829b50',NULL,NULL,'2026-11-23 23:25:45.405951',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(34,'recording','s3','recordings','xylograph/adopted.mp4',NULL,NULL,'3162cef4-91a4-4f49-b00a-52cf3d33a6e3',NULL,'2026-11-23 23:25:45.416496',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(35,'composed_video','s3','recordings','composed/marzipan.mp4',NULL,NULL,NULL,'22afd622-2db7-4346-bceb-b8d16731a5e6','2026-11-23 23:25:45.425594',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(36,'folder','local','','98053ccd-c2bc-487f-bc55-367d783ccce7/',NULL,'98053ccd-c2bc-487f-bc55-367d783ccce7',NULL,NULL,'2026-11-23 23:25:45.441398',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(37,'mp3','s3','default','98053ccd-c2bc-487f-bc55-367d783ccce7/audio.mp3',NULL,'98053ccd-c2bc-487f-bc55-367d783ccce7',NULL,NULL,'2026-11-23 23:25:45.441403',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(38,'wav','local','','8214c475-39ba-41ae-850f-bd6617829b50/audio.wav',NULL,'8214c475-39ba-41ae-850f-bd6617829b50',NULL,NULL,'2026-11-23 23:25:45.448550',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(39,'mp3','s3','default','8214c475-39ba-41ae-850f-bd6617829b50/audio.mp3',NULL,'8214c475-39ba-41ae-850f-bd6617829b50',NULL,NULL,'2026-11-23 23:25:45.497236',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(40,'folder','local','','19587fe4-53f7-4533-a397-2e1a55d97e51/',NULL,'19587fe4-53f7-4533-a397-2e1a55d97e51',NULL,NULL,'2026-11-23 23:25:45.535179',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(41,'wav','local','','19587fe4-53f7-4533-a397-2e1a55d97e51/audio.wav',NULL,'19587fe4-53f7-4533-a397-2e1a55d97e51',NULL,NULL,'2026-11-23 23:25:45.546065',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(42,'mp3','s3','default','19587fe4-53f7-4533-a397-2e1a55d97e51/audio.mp3',NULL,'19587fe4-53f7-4533-a397-2e1a55d97e51',NULL,NULL,'2026-11-23 23:25:45.574153',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(43,'recording','s3','recordings','xylograph/left-over.mp4',NULL,NULL,NULL,NULL,'2026-11-23 23:25:45.645734',NULL,'2026-11-22 23:25:45.644531',3,'2026-11-23 11:25:45.644543',NULL,NULL);
INSERT INTO "artifact" VALUES(44,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,NULL,NULL,'2026-11-23 23:25:45.645736',NULL,'2026-11-22 23:25:45.644662',0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(45,'folder','local','','43d67b11-4e1c-4fbe-b885-f681d88e3891/',NULL,'43d67b11-4e1c-4fbe-b885-f681d88e3891',NULL,NULL,'2026-11-23 23:25:45.669606','2026-11-23 22:25:45.696602',NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(46,'folder','local','','39eca44d-76c1-40a3-9c18-6e79ddc3d803/',NULL,'39eca44d-76c1-40a3-9c18-6e79ddc3d803',NULL,NULL,'2026-11-23 23:25:45.670144',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(47,'wav','local','','43d67b11-4e1c-4fbe-b885-f681d88e3891/audio.wav',NULL,'43d67b11-4e1c-4fbe-b885-f681d88e3891',NULL,NULL,'2026-11-23 23:25:45.680455','2026-11-23 22:25:45.696602',NULL,0,NULL,NULL,NULL);
CREATE TABLE instance (
	one INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_instance PRIMARY KEY (one), 
	CONSTRAINT ck_instance_one CHECK (one = 1)
);
INSERT INTO "instance" VALUES(1,'966e0cff-5d00-448c-90f7-a5a13c6d7849','2026-11-23 23:25:44.391859');
CREATE TABLE job (
	transcript_id VARCHAR NOT NULL, 
	stage VARCHAR DEFAULT 'upload' NOT NULL, 
	created_at DATETIME NOT NULL, 
	progress DOUBLE DEFAULT '0' NOT NULL, 
	claimed_by VARCHAR, 
	lease_until DATETIME, 
	started_at DATETIME, 
	attempts INTEGER DEFAULT '0' NOT NULL, 
	client VARCHAR, 
	chunks_total INTEGER, 
	chunks_received INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_job PRIMARY KEY (transcript_id), 
	CONSTRAINT fk_job_transcript_id_transcript FOREIGN KEY(transcript_id) REFERENCES transcript (id) ON DELETE CASCADE
);
INSERT INTO "job" VALUES('43d67b11-4e1c-4fbe-b885-f681d88e3891','convert','2026-11-23 23:25:45.670786',0.0,'worker-1',NULL,NULL,1,'xylograph',NULL,0);
INSERT INTO "job" VALUES('39eca44d-76c1-40a3-9c18-6e79ddc3d803','convert','2026-11-23 23:25:45.676260',0.0,'worker-1',NULL,NULL,1,'marzipan',NULL,0);
CREATE TABLE marked_store (
	store VARCHAR NOT NULL, 
	bucket VARCHAR NOT NULL, 
	marked_at DATETIME NOT NULL, 
	CONSTRAINT pk_marked_store PRIMARY KEY (store, bucket)
);
INSERT INTO "marked_store" VALUES('local','','2026-11-23 23:25:44.462756');
INSERT INTO "marked_store" VALUES('s3','default','2026-11-23 23:25:44.507310');
CREATE TABLE meeting (
	id VARCHAR NOT NULL, 
	room_name VARCHAR, 
	room_url VARCHAR, 
	host_room_url VARCHAR, 
	start_date DATETIME NOT NULL, 
	end_date DATETIME, 
	room_id VARCHAR, 
	is_active BOOLEAN DEFAULT 1 NOT NULL, 
	platform VARCHAR DEFAULT '' NOT NULL, 
	daily_composed_video_s3_key VARCHAR, 
	daily_composed_video_duration INTEGER, 
	inventoried BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_meeting PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_room_id_room FOREIGN KEY(room_id) REFERENCES room (id) ON DELETE SET NULL
);
INSERT INTO "meeting" VALUES('5f9ae05a-2c9b-4abb-91ac-1a3fe61e10be','marzipan',NULL,NULL,'2026-11-15 23:25:44.714965','2026-11-15 23:55:44.714965',NULL,0,'',NULL,NULL,1);
INSERT INTO "meeting" VALUES('e795e011-5a8c-4003-8556-85237fef96c8','xylograph',NULL,NULL,'2026-11-15 23:25:45.184420','2026-11-15 23:55:45.184420',NULL,0,'','composed/xylograph.mp4',NULL,1);
INSERT INTO "meeting" VALUES('402b0b53-46d0-4de3-b44b-e703157f1ee9','they said xylograph','they said xylograph','they said xylograph','2026-10-24 23:25:45.305083','2026-10-24 23:55:45.305083',NULL,0,'','composed/xylograph-orphan.mp4',NULL,1);
INSERT INTO "meeting" VALUES('22afd622-2db7-4346-bceb-b8d16731a5e6','they said marzipan','they said marzipan','they said marzipan','2026-01-27 23:25:45.387952','2026-01-27 23:55:45.387952','5c3b370e-e772-41ef-8fa1-c34d3d9d72eb',0,'','composed/marzipan.mp4',NULL,1);
CREATE TABLE meeting_consent (
	id VARCHAR NOT NULL, 
	meeting_id VARCHAR NOT NULL, 
	user_id VARCHAR, 
	consent_given BOOLEAN NOT NULL, 
	consent_timestamp DATETIME NOT NULL, 
	CONSTRAINT pk_meeting_consent PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_consent_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
);
INSERT INTO "meeting_consent" VALUES('0e188ac7-3f4a-4933-960f-9553afe45090','5f9ae05a-2c9b-4abb-91ac-1a3fe61e10be','marzipan',0,'2026-11-23 23:25:45.003652');
INSERT INTO "meeting_consent" VALUES('bf2161d8-f09e-491d-9db4-db39e6becc22','e795e011-5a8c-4003-8556-85237fef96c8','xylograph',1,'2026-11-23 23:25:45.197338');
INSERT INTO "meeting_consent" VALUES('55e578ea-6381-452f-8afe-d691427e24be','e795e011-5a8c-4003-8556-85237fef96c8','xylograph',0,'2026-11-23 23:25:45.197507');
INSERT INTO "meeting_consent" VALUES('7c2019ff-1343-4b81-8d31-222f663fc734','402b0b53-46d0-4de3-b44b-e703157f1ee9',NULL,1,'2026-11-23 23:25:45.316113');
INSERT INTO "meeting_consent" VALUES('1bdceb98-62d2-4fdf-a7e5-22ab2c022bce','22afd622-2db7-4346-bceb-b8d16731a5e6',NULL,0,'2026-11-23 23:25:45.405397');
CREATE TABLE recording (
	id VARCHAR NOT NULL, 
	bucket_name VARCHAR NOT NULL, 
	object_key VARCHAR DEFAULT '' NOT NULL, 
	recorded_at DATETIME NOT NULL, 
	status VARCHAR DEFAULT 'pending' NOT NULL, 
	meeting_id VARCHAR, 
	track_keys JSON, 
	inventoried BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_recording PRIMARY KEY (id), 
	CONSTRAINT fk_recording_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE SET NULL
);
INSERT INTO "recording" VALUES('2a936cf1-86d3-450d-b21e-8aa28e9ff59e','recordings','','2026-11-15 23:25:44.716599','completed','5f9ae05a-2c9b-4abb-91ac-1a3fe61e10be','["marzipan/track-0.webm", "marzipan/track-1.webm"]',1);
INSERT INTO "recording" VALUES('1d5059c8-1a0b-446e-bc8c-07855d2cf2a4','recordings','marzipan/shared.mp4','2026-11-15 23:25:44.716662','completed','5f9ae05a-2c9b-4abb-91ac-1a3fe61e10be',NULL,1);
INSERT INTO "recording" VALUES('11357873-a746-496d-97d7-482e0ddf82c6','recordings','marzipan/lone.mp4','2026-11-15 23:25:44.716756','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('a46621d7-e3b1-443a-a862-99a781bfc066','recordings','xylograph/alone.mp4','2026-11-15 23:25:45.035384','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('43dab6d2-f66d-4927-a27d-8438a9fcb856','recordings','','2026-11-15 23:25:45.188957','completed','e795e011-5a8c-4003-8556-85237fef96c8','["xylograph/track-0.webm", "xylograph/track-1.webm"]',1);
INSERT INTO "recording" VALUES('a92b9532-73e7-46b6-932d-c1400b4883e7','recordings','xylograph/member.mp4','2026-11-15 23:25:45.307560','completed','402b0b53-46d0-4de3-b44b-e703157f1ee9',NULL,1);
INSERT INTO "recording" VALUES('e1d857ec-452d-4638-96cc-dd86729a3910','recordings','xylograph/orphan.mp4','2026-11-15 23:25:45.311171','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('3162cef4-91a4-4f49-b00a-52cf3d33a6e3','recordings','xylograph/adopted.mp4','2026-11-15 23:25:45.332352','completed',NULL,NULL,1);
CREATE TABLE retention_run (
	id VARCHAR NOT NULL, 
	"trigger" VARCHAR NOT NULL, 
	days INTEGER NOT NULL, 
	cutoff DATETIME NOT NULL, 
	started_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	outcome VARCHAR NOT NULL, 
	transcripts_deleted INTEGER DEFAULT '0' NOT NULL, 
	meetings_deleted INTEGER DEFAULT '0' NOT NULL, 
	recordings_deleted INTEGER DEFAULT '0' NOT NULL, 
	artifacts_erased INTEGER DEFAULT '0' NOT NULL, 
	errors INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_retention_run PRIMARY KEY (id)
);
INSERT INTO "retention_run" VALUES('5f27d362-169f-4dfb-8ded-2e64717e35e6','call',7,'2026-11-16 23:25:44.243395','2026-11-23 23:25:44.246605','2026-11-23 23:25:44.701916','done',1,0,0,3,0);
CREATE TABLE room (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	user_id VARCHAR, 
	created_at DATETIME NOT NULL, 
	is_shared BOOLEAN DEFAULT 0 NOT NULL, 
	platform VARCHAR DEFAULT '' NOT NULL, 
	CONSTRAINT pk_room PRIMARY KEY (id), 
	CONSTRAINT uq_room_name UNIQUE (name)
);
INSERT INTO "room" VALUES('5c3b370e-e772-41ef-8fa1-c34d3d9d72eb','room-5c3b370e','its-owner','2026-11-23 23:25:45.404669',0,'');
CREATE TABLE tombstone (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	erased_at DATETIME NOT NULL, 
	run_id VARCHAR, 
	CONSTRAINT pk_tombstone PRIMARY KEY (id)
);
INSERT INTO "tombstone" VALUES('7525d80e-d412-49ac-8895-fef66bbd6275','transcript','expired','2026-11-23 23:25:44.265632','5f27d362-169f-4dfb-8ded-2e64717e35e6');
CREATE TABLE transcript (
	id VARCHAR NOT NULL, 
	name VARCHAR, 
	status VARCHAR DEFAULT 'idle' NOT NULL, 
	created_at DATETIME NOT NULL, 
	duration DOUBLE, 
	title VARCHAR, 
	short_summary VARCHAR, 
	long_summary VARCHAR, 
	topics JSON, 
	events JSON, 
	participants JSON, 
	source_language VARCHAR, 
	target_language VARCHAR, 
	audio_location VARCHAR DEFAULT 'local' NOT NULL, 
	user_id VARCHAR, 
	share_mode VARCHAR DEFAULT 'public' NOT NULL, 
	meeting_id VARCHAR, 
	recording_id VARCHAR, 
	source_kind VARCHAR DEFAULT 'file' NOT NULL, 
	audio_deleted BOOLEAN, 
	room_id VARCHAR, 
	webvtt VARCHAR, 
	segments JSON, 
	erase_at DATETIME, 
	owner_token_hash VARCHAR, 
	error VARCHAR, 
	inventoried BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_transcript PRIMARY KEY (id), 
	CONSTRAINT ck_transcript_status CHECK (status IN ('idle', 'uploaded', 'recording', 'processing', 'error', 'ended')), 
	CONSTRAINT fk_transcript_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE SET NULL, 
	CONSTRAINT fk_transcript_recording_id_recording FOREIGN KEY(recording_id) REFERENCES recording (id) ON DELETE SET NULL, 
	CONSTRAINT fk_transcript_room_id_room FOREIGN KEY(room_id) REFERENCES room (id) ON DELETE SET NULL
);
INSERT INTO "transcript" VALUES('e93e451b-7e7d-41a5-825b-010bb61a8806','A talk','ended','2026-11-15 23:25:44.716722',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public','5f9ae05a-2c9b-4abb-91ac-1a3fe61e10be',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('958c72be-7011-4c69-8625-d2261e7c9eeb','A talk','ended','2026-11-17 23:25:44.716773',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'11357873-a746-496d-97d7-482e0ddf82c6','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('e357a4d3-16d7-48a5-a513-7a49ce00e8b6','A talk','ended','2026-11-15 23:25:44.716789',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','5f9ae05a-2c9b-4abb-91ac-1a3fe61e10be',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('a17c8f3d-9110-4e2a-b3e6-9a2314b1a78d','A talk','ended','2026-11-15 23:25:44.716804',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'11357873-a746-496d-97d7-482e0ddf82c6','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('06e6c384-679f-472f-86e9-13cd8e0eebfe','they said xylograph','ended','2026-11-15 23:25:45.035182',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('e9b40db8-9a67-4445-8ac5-42382c2e1300','they said xylograph','ended','2026-11-14 23:25:45.035340',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('c3317435-5721-41c5-9653-cd9904bc1022','A talk','ended','2026-11-11 23:25:45.050333',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'a46621d7-e3b1-443a-a862-99a781bfc066','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('c226cfa4-d10b-4497-b877-e29be6ba6a4b','A talk','ended','2026-11-03 23:25:45.196322',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','e795e011-5a8c-4003-8556-85237fef96c8',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('5299bc13-06b5-4492-a35b-3be6ef9f8c3f','A talk','ended','2026-11-14 23:25:45.196400',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'43dab6d2-f66d-4927-a27d-8438a9fcb856','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('ea153cf4-396c-4d5e-9496-1adb813865a9','they said xylograph','ended','2026-11-22 23:25:45.263428',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]','2026-11-23 21:01:45.263385','they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('98053ccd-c2bc-487f-bc55-367d783ccce7','they said xylograph','ended','2026-11-15 23:25:45.335166',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,'3162cef4-91a4-4f49-b00a-52cf3d33a6e3','file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('8214c475-39ba-41ae-850f-bd6617829b50','they said marzipan','ended','2026-01-27 23:25:45.403370',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('19587fe4-53f7-4533-a397-2e1a55d97e51','they said marzipan','ended','2026-11-17 23:25:45.534040',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('43d67b11-4e1c-4fbe-b885-f681d88e3891','A talk','processing','2026-11-15 23:25:45.668640',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('39eca44d-76c1-40a3-9c18-6e79ddc3d803','A talk','uploaded','2026-01-27 23:25:45.668714',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('c0fb2c68-607e-4f00-bbbb-a1d7b4dd42cc','they said xylograph','ended','2026-11-15 23:25:45.698366',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,0);
CREATE INDEX ix_retention_run_started_at ON retention_run (started_at);
CREATE INDEX ix_meeting_not_inventoried ON meeting (id) WHERE NOT inventoried;
CREATE INDEX ix_meeting_room_id ON meeting (room_id);
CREATE INDEX ix_meeting_start_date ON meeting (start_date);
CREATE INDEX ix_meeting_consent_meeting_id ON meeting_consent (meeting_id);
CREATE INDEX ix_recording_meeting_id ON recording (meeting_id);
CREATE INDEX ix_recording_not_inventoried ON recording (id) WHERE NOT inventoried;
CREATE INDEX ix_recording_recorded_at ON recording (recorded_at);
CREATE INDEX ix_transcript_anonymous_created_at ON transcript (created_at, id) WHERE user_id IS NULL;
CREATE INDEX ix_transcript_anonymous_erase_at ON transcript (erase_at, id) WHERE user_id IS NULL AND erase_at IS NOT NULL;
CREATE INDEX ix_transcript_meeting_id ON transcript (meeting_id);
CREATE INDEX ix_transcript_not_inventoried ON transcript (id) WHERE NOT inventoried;
CREATE INDEX ix_transcript_recording_id ON transcript (recording_id);
CREATE INDEX ix_transcript_room_id ON transcript (room_id);
CREATE INDEX ix_transcript_user_id_created_at ON transcript (user_id, created_at) WHERE user_id IS NOT NULL;
CREATE INDEX ix_artifact_doomed ON artifact (store, bucket, "key", id) WHERE transcript_id IS NULL AND recording_id IS NULL AND meeting_id IS NULL;
CREATE INDEX ix_artifact_location ON artifact (store, bucket, "key");
CREATE INDEX ix_artifact_meeting_id ON artifact (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX ix_artifact_recording_id ON artifact (recording_id) WHERE recording_id IS NOT NULL;
CREATE INDEX ix_artifact_transcript_id ON artifact (transcript_id) WHERE transcript_id IS NOT NULL;
CREATE INDEX ix_job_stage_lease_until ON job (stage, lease_until);
CREATE INDEX ix_job_client_started_at ON job (client, started_at);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('artifact',47);
COMMIT;
