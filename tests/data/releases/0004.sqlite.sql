BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
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
INSERT INTO "artifact" VALUES(4,'folder','local','','6b3eb2a9-5be0-4d28-8ba4-f2c388f9e685/',NULL,'6b3eb2a9-5be0-4d28-8ba4-f2c388f9e685',NULL,NULL,'2026-12-01 04:28:37.065178',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(5,'folder','local','','8d6837d8-7f97-4195-b40c-ca4f855e6dd4/',NULL,'8d6837d8-7f97-4195-b40c-ca4f855e6dd4',NULL,NULL,'2026-12-01 04:28:37.080707',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(6,'folder','local','','c5f2863c-2e47-41ed-b173-b2be4e9de57f/',NULL,'c5f2863c-2e47-41ed-b173-b2be4e9de57f',NULL,NULL,'2026-12-01 04:28:37.081559',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(7,'folder','local','','b9fa0f61-29cb-48ca-959f-ad74ce225348/',NULL,'b9fa0f61-29cb-48ca-959f-ad74ce225348',NULL,NULL,'2026-12-01 04:28:37.082298',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(8,'track','s3','recordings','marzipan/track-0.webm',NULL,NULL,'4c1c4d78-e834-4dcf-be6a-020bd4298ffc',NULL,'2026-12-01 04:28:37.116448',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(9,'track','s3','recordings','marzipan/track-1.webm',NULL,NULL,'4c1c4d78-e834-4dcf-be6a-020bd4298ffc',NULL,'2026-12-01 04:28:37.116456',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(10,'recording','s3','recordings','marzipan/lone.mp4',NULL,NULL,'84d28224-d0cd-42b9-a4f7-59c5270a1c54',NULL,'2026-12-01 04:28:37.116457',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(11,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,'8545be3b-fb6d-499c-9df5-33c70ca5780b',NULL,'2026-12-01 04:28:37.116457',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(12,'folder','local','','f22b26dd-a173-4b06-b713-95a628b0a738/',NULL,'f22b26dd-a173-4b06-b713-95a628b0a738',NULL,NULL,'2026-12-01 04:28:37.193546',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(13,'folder','local','','bd663cf5-2c24-4216-aa55-294be758433e/',NULL,'bd663cf5-2c24-4216-aa55-294be758433e',NULL,NULL,'2026-12-01 04:28:37.194551',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(14,'folder','local','','cd2fc630-ce19-4426-846a-5ab69511453c/',NULL,'cd2fc630-ce19-4426-846a-5ab69511453c',NULL,NULL,'2026-12-01 04:28:37.212031',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(15,'recording','s3','recordings','xylograph/alone.mp4',NULL,NULL,'ab4d9ebb-7915-4cf9-8855-f585b5364ad9',NULL,'2026-12-01 04:28:37.240885',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(16,'wav','local','','f22b26dd-a173-4b06-b713-95a628b0a738/audio.wav',NULL,'f22b26dd-a173-4b06-b713-95a628b0a738',NULL,NULL,'2026-12-01 04:28:37.272223',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(17,'mp3','s3','default','f22b26dd-a173-4b06-b713-95a628b0a738/audio.mp3',NULL,'f22b26dd-a173-4b06-b713-95a628b0a738',NULL,NULL,'2026-12-01 04:28:37.324858',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(18,'wav','local','','bd663cf5-2c24-4216-aa55-294be758433e/audio.wav',NULL,'bd663cf5-2c24-4216-aa55-294be758433e',NULL,NULL,'2026-12-01 04:28:37.400429',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(19,'mp3','s3','default','bd663cf5-2c24-4216-aa55-294be758433e/audio.mp3',NULL,'bd663cf5-2c24-4216-aa55-294be758433e',NULL,NULL,'2026-12-01 04:28:37.461344',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(20,'folder','local','','e074fea3-a009-4918-9165-4412b6388d1f/',NULL,'e074fea3-a009-4918-9165-4412b6388d1f',NULL,NULL,'2026-12-01 04:28:37.548311',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(21,'folder','local','','e46f19d0-10a1-45ae-af3b-b427416ffcf8/',NULL,'e46f19d0-10a1-45ae-af3b-b427416ffcf8',NULL,NULL,'2026-12-01 04:28:37.549071',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(22,'track','s3','recordings','xylograph/track-0.webm',NULL,NULL,'f6271449-54c0-499d-8c1c-c3292c83485e',NULL,'2026-12-01 04:28:37.562081',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(23,'track','s3','recordings','xylograph/track-1.webm',NULL,NULL,'f6271449-54c0-499d-8c1c-c3292c83485e',NULL,'2026-12-01 04:28:37.562088',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(24,'composed_video','s3','recordings','composed/xylograph.mp4',NULL,NULL,NULL,'da198c57-98c3-425d-b935-f8a2e7ad9bdf','2026-12-01 04:28:37.599581',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(25,'wav','local','','e46f19d0-10a1-45ae-af3b-b427416ffcf8/audio.wav',NULL,'e46f19d0-10a1-45ae-af3b-b427416ffcf8',NULL,NULL,'2026-12-01 04:28:37.631630',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(26,'mp3','s3','default','e46f19d0-10a1-45ae-af3b-b427416ffcf8/audio.mp3',NULL,'e46f19d0-10a1-45ae-af3b-b427416ffcf8',NULL,NULL,'2026-12-01 04:28:37.724099',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(27,'folder','local','','c9f0dd6d-817e-4bac-8fe7-3d2e034f3cca/',NULL,'c9f0dd6d-817e-4bac-8fe7-3d2e034f3cca',NULL,NULL,'2026-12-01 04:28:37.782213',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(28,'wav','local','','c9f0dd6d-817e-4bac-8fe7-3d2e034f3cca/audio.wav',NULL,'c9f0dd6d-817e-4bac-8fe7-3d2e034f3cca',NULL,NULL,'2026-12-01 04:28:37.806057',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(29,'mp3','s3','default','c9f0dd6d-817e-4bac-8fe7-3d2e034f3cca/audio.mp3',NULL,'c9f0dd6d-817e-4bac-8fe7-3d2e034f3cca',NULL,NULL,'2026-12-01 04:28:37.878253',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(30,'recording','s3','recordings','xylograph/orphan.mp4',NULL,NULL,'2aea8932-38df-43ac-bb33-a1602e755fe0',NULL,'2026-12-01 04:28:37.998393',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(31,'recording','s3','recordings','xylograph/member.mp4',NULL,NULL,'99ae7c58-3f6e-4b90-9e6c-259ef5d95a2a',NULL,'2026-12-01 04:28:37.998400',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(32,'composed_video','s3','recordings','composed/xylograph-orphan.mp4',NULL,NULL,NULL,'c98979be-63f3-4924-ad05-04a5e8cc992d','2026-12-01 04:28:38.032129',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(33,'folder','local','','459dd564-a108-46be-9ac7-287b237e95b9/',NULL,'459dd564-a108-46be-9ac7-287b237e95b9',NULL,NULL,'2026-12-01 04:28:38.105358',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(34,'recording','s3','recordings','xylograph/adopted.mp4',NULL,NULL,'161d2631-5496-4496-8f0a-0cb11465bb0e',NULL,'2026-12-01 04:28:38.139839',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(35,'composed_video','s3','recordings','composed/marzipan.mp4',NULL,NULL,NULL,'65dba3ec-a7f0-4fbb-b30a-203d065e1bd4','2026-12-01 04:28:38.152527',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(36,'folder','local','','74154d1b-910e-4df1-9392-cc530f715bb9/',NULL,'74154d1b-910e-4df1-9392-cc530f715bb9',NULL,NULL,'2026-12-01 04:28:38.167242',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(37,'mp3','s3','default','74154d1b-910e-4df1-9392-cc530f715bb9/audio.mp3',NULL,'74154d1b-910e-4df1-9392-cc530f715bb9',NULL,NULL,'2026-12-01 04:28:38.167251',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(38,'wav','local','','459dd564-a108-46be-9ac7-287b237e95b9/audio.wav',NULL,'459dd564-a108-46be-9ac7-287b237e95b9',NULL,NULL,'2026-12-01 04:28:38.182021',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(39,'mp3','s3','default','459dd564-a108-46be-9ac7-287b237e95b9/audio.mp3',NULL,'459dd564-a108-46be-9ac7-287b237e95b9',NULL,NULL,'2026-12-01 04:28:38.243444',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(40,'folder','local','','119dc0da-6af3-4c5e-b60b-eb6634a9979a/',NULL,'119dc0da-6af3-4c5e-b60b-eb6634a9979a',NULL,NULL,'2026-12-01 04:28:38.301961',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(41,'wav','local','','119dc0da-6af3-4c5e-b60b-eb6634a9979a/audio.wav',NULL,'119dc0da-6af3-4c5e-b60b-eb6634a9979a',NULL,NULL,'2026-12-01 04:28:38.336062',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(42,'mp3','s3','default','119dc0da-6af3-4c5e-b60b-eb6634a9979a/audio.mp3',NULL,'119dc0da-6af3-4c5e-b60b-eb6634a9979a',NULL,NULL,'2026-12-01 04:28:38.386809',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(43,'recording','s3','recordings','xylograph/left-over.mp4',NULL,NULL,NULL,NULL,'2026-12-01 04:28:38.454353',NULL,'2026-11-30 04:28:38.445863',3,'2026-11-30 16:28:38.445886',NULL,NULL);
INSERT INTO "artifact" VALUES(44,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,NULL,NULL,'2026-12-01 04:28:38.454360',NULL,'2026-11-30 04:28:38.446071',0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(45,'folder','local','','9c4d0675-240c-474c-b33a-9b61f4493025/',NULL,'9c4d0675-240c-474c-b33a-9b61f4493025',NULL,NULL,'2026-12-01 04:28:38.597310','2026-12-01 03:28:38.698135',NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(46,'folder','local','','e2573585-08df-4031-aeff-71c8d280cb96/',NULL,'e2573585-08df-4031-aeff-71c8d280cb96',NULL,NULL,'2026-12-01 04:28:38.598655',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(47,'wav','local','','9c4d0675-240c-474c-b33a-9b61f4493025/audio.wav',NULL,'9c4d0675-240c-474c-b33a-9b61f4493025',NULL,NULL,'2026-12-01 04:28:38.680986','2026-12-01 03:28:38.698135',NULL,0,NULL,NULL,NULL);
CREATE TABLE heartbeat (
	kind VARCHAR NOT NULL, 
	queue VARCHAR NOT NULL, 
	host VARCHAR NOT NULL, 
	pid INTEGER NOT NULL, 
	moment DATETIME NOT NULL, 
	version VARCHAR NOT NULL, 
	CONSTRAINT pk_heartbeat PRIMARY KEY (kind, queue, host, pid)
);
CREATE TABLE instance (
	one INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_instance PRIMARY KEY (one), 
	CONSTRAINT ck_instance_one CHECK (one = 1)
);
INSERT INTO "instance" VALUES(1,'920db6f7-03e3-4231-9818-978a10c135c1','2026-12-01 04:28:36.548972');
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
	chunks_received INTEGER DEFAULT '0' NOT NULL, upload_bytes BIGINT, 
	CONSTRAINT pk_job PRIMARY KEY (transcript_id), 
	CONSTRAINT fk_job_transcript_id_transcript FOREIGN KEY(transcript_id) REFERENCES transcript (id) ON DELETE CASCADE
);
INSERT INTO "job" VALUES('9c4d0675-240c-474c-b33a-9b61f4493025','convert','2026-12-01 04:28:38.614048',0.0,'worker-1',NULL,NULL,1,'xylograph',NULL,0,NULL);
INSERT INTO "job" VALUES('e2573585-08df-4031-aeff-71c8d280cb96','convert','2026-12-01 04:28:38.620032',0.0,'worker-1',NULL,NULL,1,'marzipan',NULL,0,NULL);
CREATE TABLE marked_store (
	store VARCHAR NOT NULL, 
	bucket VARCHAR NOT NULL, 
	marked_at DATETIME NOT NULL, 
	CONSTRAINT pk_marked_store PRIMARY KEY (store, bucket)
);
INSERT INTO "marked_store" VALUES('local','','2026-12-01 04:28:36.748678');
INSERT INTO "marked_store" VALUES('s3','default','2026-12-01 04:28:36.780403');
CREATE TABLE "meeting" (
	id VARCHAR NOT NULL, 
	room_name VARCHAR, 
	room_url VARCHAR, 
	host_room_url VARCHAR, 
	start_date DATETIME NOT NULL, 
	end_date DATETIME, 
	room_id VARCHAR, 
	is_active BOOLEAN DEFAULT 1 NOT NULL, 
	platform VARCHAR DEFAULT ('') NOT NULL, 
	daily_composed_video_s3_key VARCHAR, 
	daily_composed_video_duration INTEGER, 
	inventoried BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_meeting PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_room_id_room FOREIGN KEY(room_id) REFERENCES room (id) ON DELETE RESTRICT
);
INSERT INTO "meeting" VALUES('ff8aead7-5d14-4c1e-8976-f2683c12ebd0','marzipan',NULL,NULL,'2026-11-23 04:28:36.996857','2026-11-23 04:58:36.996857',NULL,0,'',NULL,NULL,1);
INSERT INTO "meeting" VALUES('da198c57-98c3-425d-b935-f8a2e7ad9bdf','xylograph',NULL,NULL,'2026-11-23 04:28:37.508101','2026-11-23 04:58:37.508101',NULL,0,'','composed/xylograph.mp4',NULL,1);
INSERT INTO "meeting" VALUES('c98979be-63f3-4924-ad05-04a5e8cc992d','they said xylograph','they said xylograph','they said xylograph','2026-11-01 04:28:37.936050','2026-11-01 04:58:37.936050',NULL,0,'','composed/xylograph-orphan.mp4',NULL,1);
INSERT INTO "meeting" VALUES('65dba3ec-a7f0-4fbb-b30a-203d065e1bd4','they said marzipan','they said marzipan','they said marzipan','2026-02-04 04:28:38.084991','2026-02-04 04:58:38.084991','13445d0e-13ff-4d46-8bab-c4d6616cf130',0,'','composed/marzipan.mp4',NULL,1);
CREATE TABLE meeting_consent (
	id VARCHAR NOT NULL, 
	meeting_id VARCHAR NOT NULL, 
	user_id VARCHAR, 
	consent_given BOOLEAN NOT NULL, 
	consent_timestamp DATETIME NOT NULL, 
	CONSTRAINT pk_meeting_consent PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_consent_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
);
INSERT INTO "meeting_consent" VALUES('80d78ce8-d633-4d72-af44-59a208c15e6a','ff8aead7-5d14-4c1e-8976-f2683c12ebd0','marzipan',0,'2026-12-01 04:28:37.058612');
INSERT INTO "meeting_consent" VALUES('37fd2201-c567-4a16-a284-1ff58beb4b8b','da198c57-98c3-425d-b935-f8a2e7ad9bdf','xylograph',1,'2026-12-01 04:28:37.540467');
INSERT INTO "meeting_consent" VALUES('ceadd69c-67b1-4d3b-9887-7b727ff15eb3','da198c57-98c3-425d-b935-f8a2e7ad9bdf','xylograph',0,'2026-12-01 04:28:37.541064');
INSERT INTO "meeting_consent" VALUES('c2e3feda-3a5c-4fe2-996b-c8bf7d03b651','c98979be-63f3-4924-ad05-04a5e8cc992d',NULL,1,'2026-12-01 04:28:37.976872');
INSERT INTO "meeting_consent" VALUES('47b7a27c-fe16-4dec-9eb4-ac4614fbfcf9','65dba3ec-a7f0-4fbb-b30a-203d065e1bd4',NULL,0,'2026-12-01 04:28:38.097591');
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
INSERT INTO "recording" VALUES('4c1c4d78-e834-4dcf-be6a-020bd4298ffc','recordings','','2026-11-23 04:28:36.997062','completed','ff8aead7-5d14-4c1e-8976-f2683c12ebd0','["marzipan/track-0.webm", "marzipan/track-1.webm"]',1);
INSERT INTO "recording" VALUES('8545be3b-fb6d-499c-9df5-33c70ca5780b','recordings','marzipan/shared.mp4','2026-11-23 04:28:36.997132','completed','ff8aead7-5d14-4c1e-8976-f2683c12ebd0',NULL,1);
INSERT INTO "recording" VALUES('84d28224-d0cd-42b9-a4f7-59c5270a1c54','recordings','marzipan/lone.mp4','2026-11-23 04:28:36.997278','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('ab4d9ebb-7915-4cf9-8855-f585b5364ad9','recordings','xylograph/alone.mp4','2026-11-23 04:28:37.170113','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('f6271449-54c0-499d-8c1c-c3292c83485e','recordings','','2026-11-23 04:28:37.526554','completed','da198c57-98c3-425d-b935-f8a2e7ad9bdf','["xylograph/track-0.webm", "xylograph/track-1.webm"]',1);
INSERT INTO "recording" VALUES('99ae7c58-3f6e-4b90-9e6c-259ef5d95a2a','recordings','xylograph/member.mp4','2026-11-23 04:28:37.952828','completed','c98979be-63f3-4924-ad05-04a5e8cc992d',NULL,1);
INSERT INTO "recording" VALUES('2aea8932-38df-43ac-bb33-a1602e755fe0','recordings','xylograph/orphan.mp4','2026-11-23 04:28:37.963334','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('161d2631-5496-4496-8f0a-0cb11465bb0e','recordings','xylograph/adopted.mp4','2026-11-23 04:28:38.047015','completed',NULL,NULL,1);
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
	errors INTEGER DEFAULT '0' NOT NULL, verified_at DATETIME, residue INTEGER, 
	CONSTRAINT pk_retention_run PRIMARY KEY (id)
);
INSERT INTO "retention_run" VALUES('9d1921f8-522e-430f-8837-4af11212de2f','call',7,'2026-11-24 04:28:35.835393','2026-12-01 04:28:35.870139','2026-12-01 04:28:36.976218','done',1,0,0,3,0,NULL,NULL);
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
INSERT INTO "room" VALUES('13445d0e-13ff-4d46-8bab-c4d6616cf130','room-13445d0e','its-owner','2026-12-01 04:28:38.095966',0,'');
CREATE TABLE tombstone (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	erased_at DATETIME NOT NULL, 
	run_id VARCHAR, 
	CONSTRAINT pk_tombstone PRIMARY KEY (id)
);
INSERT INTO "tombstone" VALUES('90708a43-71c6-4312-90b2-1fcae5940469','transcript','expired','2026-12-01 04:28:35.922177','9d1921f8-522e-430f-8837-4af11212de2f');
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
INSERT INTO "transcript" VALUES('6b3eb2a9-5be0-4d28-8ba4-f2c388f9e685','A talk','ended','2026-11-23 04:28:36.997225',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public','ff8aead7-5d14-4c1e-8976-f2683c12ebd0',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('8d6837d8-7f97-4195-b40c-ca4f855e6dd4','A talk','ended','2026-11-25 04:28:36.997312',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'84d28224-d0cd-42b9-a4f7-59c5270a1c54','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('c5f2863c-2e47-41ed-b173-b2be4e9de57f','A talk','ended','2026-11-23 04:28:36.997344',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','ff8aead7-5d14-4c1e-8976-f2683c12ebd0',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('b9fa0f61-29cb-48ca-959f-ad74ce225348','A talk','ended','2026-11-23 04:28:36.997379',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'84d28224-d0cd-42b9-a4f7-59c5270a1c54','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('f22b26dd-a173-4b06-b713-95a628b0a738','they said xylograph','ended','2026-11-23 04:28:37.169769',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('bd663cf5-2c24-4216-aa55-294be758433e','they said xylograph','ended','2026-11-22 04:28:37.170023',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('cd2fc630-ce19-4426-846a-5ab69511453c','A talk','ended','2026-11-19 04:28:37.191136',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'ab4d9ebb-7915-4cf9-8855-f585b5364ad9','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('e074fea3-a009-4918-9165-4412b6388d1f','A talk','ended','2026-11-11 04:28:37.532608',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','da198c57-98c3-425d-b935-f8a2e7ad9bdf',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('e46f19d0-10a1-45ae-af3b-b427416ffcf8','A talk','ended','2026-11-22 04:28:37.532745',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'f6271449-54c0-499d-8c1c-c3292c83485e','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('c9f0dd6d-817e-4bac-8fe7-3d2e034f3cca','they said xylograph','ended','2026-11-30 04:28:37.779399',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]','2026-12-01 02:04:37.779330','they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('74154d1b-910e-4df1-9392-cc530f715bb9','they said xylograph','ended','2026-11-23 04:28:38.056095',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,'161d2631-5496-4496-8f0a-0cb11465bb0e','file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('459dd564-a108-46be-9ac7-287b237e95b9','they said marzipan','ended','2026-02-04 04:28:38.086121',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('119dc0da-6af3-4c5e-b60b-eb6634a9979a','they said marzipan','ended','2026-11-25 04:28:38.299620',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('9c4d0675-240c-474c-b33a-9b61f4493025','A talk','processing','2026-11-23 04:28:38.585399',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('e2573585-08df-4031-aeff-71c8d280cb96','A talk','uploaded','2026-02-04 04:28:38.585518',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('7e071f18-ba97-461f-89ee-b129fc22708c','they said xylograph','ended','2026-11-23 04:28:38.715661',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,0);
CREATE TABLE usage (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	client VARCHAR NOT NULL, 
	amount BIGINT NOT NULL, 
	created_at DATETIME NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_usage PRIMARY KEY (id)
);
CREATE INDEX ix_retention_run_started_at ON retention_run (started_at);
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
CREATE INDEX ix_artifact_meeting_id ON artifact (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX ix_artifact_recording_id ON artifact (recording_id) WHERE recording_id IS NOT NULL;
CREATE INDEX ix_artifact_transcript_id ON artifact (transcript_id) WHERE transcript_id IS NOT NULL;
CREATE INDEX ix_job_stage_lease_until ON job (stage, lease_until);
CREATE INDEX ix_job_client_started_at ON job (client, started_at);
CREATE INDEX ix_meeting_not_inventoried ON meeting (id) WHERE NOT inventoried;
CREATE INDEX ix_meeting_room_id ON meeting (room_id);
CREATE INDEX ix_meeting_start_date ON meeting (start_date);
CREATE INDEX ix_artifact_location ON artifact (store, bucket, "key") WHERE transcript_id IS NOT NULL OR recording_id IS NOT NULL OR meeting_id IS NOT NULL;
CREATE INDEX ix_meeting_consent_refused ON meeting_consent (meeting_id) WHERE NOT consent_given;
CREATE INDEX ix_usage_client_name ON usage (client, name);
CREATE INDEX ix_usage_until ON usage (until);
CREATE TRIGGER meeting_pointer_changed AFTER UPDATE OF daily_composed_video_s3_key ON meeting BEGIN UPDATE meeting SET inventoried = 0 WHERE id = NEW.id; END;
CREATE TRIGGER recording_pointer_changed AFTER UPDATE OF bucket_name, object_key, track_keys ON recording BEGIN UPDATE recording SET inventoried = 0 WHERE id = NEW.id; END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('artifact',47);
COMMIT;
