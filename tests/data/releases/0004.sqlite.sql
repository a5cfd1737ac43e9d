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
INSERT INTO "artifact" VALUES(4,'folder','local','','88bb9f1a-17ae-4333-acd6-210b2f822686/',NULL,'88bb9f1a-17ae-4333-acd6-210b2f822686',NULL,NULL,'2026-12-01 04:23:34.447601',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(5,'folder','local','','c0bd8ea7-0555-48ac-bc81-faea0ee0bce8/',NULL,'c0bd8ea7-0555-48ac-bc81-faea0ee0bce8',NULL,NULL,'2026-12-01 04:23:34.449152',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(6,'folder','local','','0d19b2c4-be91-46e3-b554-436f7136634c/',NULL,'0d19b2c4-be91-46e3-b554-436f7136634c',NULL,NULL,'2026-12-01 04:23:34.450331',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(7,'folder','local','','67d71167-5144-4c09-a9d0-ffd5856fd42f/',NULL,'67d71167-5144-4c09-a9d0-ffd5856fd42f',NULL,NULL,'2026-12-01 04:23:34.471964',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(8,'recording','s3','recordings','marzipan/lone.mp4',NULL,NULL,'085e3ef1-1d55-42a4-96e0-e6e0636d533c',NULL,'2026-12-01 04:23:34.504802',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(9,'track','s3','recordings','marzipan/track-0.webm',NULL,NULL,'2119fe84-72b3-4779-a2f2-a7222b985a7c',NULL,'2026-12-01 04:23:34.504809',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(10,'track','s3','recordings','marzipan/track-1.webm',NULL,NULL,'2119fe84-72b3-4779-a2f2-a7222b985a7c',NULL,'2026-12-01 04:23:34.504810',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(11,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,'43980944-66a0-40ae-bf59-b4db9a0ed255',NULL,'2026-12-01 04:23:34.504812',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(12,'folder','local','','5a3e11dd-2002-4cff-905c-10c9c9ae9e61/',NULL,'5a3e11dd-2002-4cff-905c-10c9c9ae9e61',NULL,NULL,'2026-12-01 04:23:34.585587',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(13,'folder','local','','88a02773-5ab1-479f-95e0-81446dcf23f6/',NULL,'88a02773-5ab1-479f-95e0-81446dcf23f6',NULL,NULL,'2026-12-01 04:23:34.586359',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(14,'folder','local','','ba172b36-ffb4-45f6-87b0-0ab4ab778339/',NULL,'ba172b36-ffb4-45f6-87b0-0ab4ab778339',NULL,NULL,'2026-12-01 04:23:34.586909',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(15,'recording','s3','recordings','xylograph/alone.mp4',NULL,NULL,'cd32d00b-dfe2-468e-ae4e-93d36a22fd8e',NULL,'2026-12-01 04:23:34.617680',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(16,'wav','local','','5a3e11dd-2002-4cff-905c-10c9c9ae9e61/audio.wav',NULL,'5a3e11dd-2002-4cff-905c-10c9c9ae9e61',NULL,NULL,'2026-12-01 04:23:34.630418',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(17,'mp3','s3','default','5a3e11dd-2002-4cff-905c-10c9c9ae9e61/audio.mp3',NULL,'5a3e11dd-2002-4cff-905c-10c9c9ae9e61',NULL,NULL,'2026-12-01 04:23:34.689199',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(18,'wav','local','','88a02773-5ab1-479f-95e0-81446dcf23f6/audio.wav',NULL,'88a02773-5ab1-479f-95e0-81446dcf23f6',NULL,NULL,'2026-12-01 04:23:34.742125',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(19,'mp3','s3','default','88a02773-5ab1-479f-95e0-81446dcf23f6/audio.mp3',NULL,'88a02773-5ab1-479f-95e0-81446dcf23f6',NULL,NULL,'2026-12-01 04:23:34.786369',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(20,'folder','local','','93046dd6-2100-49e2-a256-28d253f5e931/',NULL,'93046dd6-2100-49e2-a256-28d253f5e931',NULL,NULL,'2026-12-01 04:23:34.893705',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(21,'folder','local','','5bce31b8-7baa-4882-b4c9-1278c1a5164a/',NULL,'5bce31b8-7baa-4882-b4c9-1278c1a5164a',NULL,NULL,'2026-12-01 04:23:34.894351',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(22,'track','s3','recordings','xylograph/track-0.webm',NULL,NULL,'203c69a6-c134-4799-b88e-c20c0c694f71',NULL,'2026-12-01 04:23:34.913529',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(23,'track','s3','recordings','xylograph/track-1.webm',NULL,NULL,'203c69a6-c134-4799-b88e-c20c0c694f71',NULL,'2026-12-01 04:23:34.913534',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(24,'composed_video','s3','recordings','composed/xylograph.mp4',NULL,NULL,NULL,'5c486df4-5e66-4ea6-8051-fe485632f4f9','2026-12-01 04:23:34.925961',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(25,'wav','local','','5bce31b8-7baa-4882-b4c9-1278c1a5164a/audio.wav',NULL,'5bce31b8-7baa-4882-b4c9-1278c1a5164a',NULL,NULL,'2026-12-01 04:23:34.953290',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(26,'mp3','s3','default','5bce31b8-7baa-4882-b4c9-1278c1a5164a/audio.mp3',NULL,'5bce31b8-7baa-4882-b4c9-1278c1a5164a',NULL,NULL,'2026-12-01 04:23:35.055893',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(27,'folder','local','','fdebffd8-9ec7-4d4c-b281-134adaa1efa8/',NULL,'fdebffd8-9ec7-4d4c-b281-134adaa1efa8',NULL,NULL,'2026-12-01 04:23:35.125115',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(28,'wav','local','','fdebffd8-9ec7-4d4c-b281-134adaa1efa8/audio.wav',NULL,'fdebffd8-9ec7-4d4c-b281-134adaa1efa8',NULL,NULL,'2026-12-01 04:23:35.146723',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(29,'mp3','s3','default','fdebffd8-9ec7-4d4c-b281-134adaa1efa8/audio.mp3',NULL,'fdebffd8-9ec7-4d4c-b281-134adaa1efa8',NULL,NULL,'2026-12-01 04:23:35.218286',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(30,'recording','s3','recordings','xylograph/orphan.mp4',NULL,NULL,'88babcd7-6630-475e-8ac1-50e46242cd5d',NULL,'2026-12-01 04:23:35.304518',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(31,'recording','s3','recordings','xylograph/member.mp4',NULL,NULL,'9a9878f9-e160-4d38-a21d-b18b78a2122b',NULL,'2026-12-01 04:23:35.304523',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(32,'composed_video','s3','recordings','composed/xylograph-orphan.mp4',NULL,NULL,NULL,'5ca4d115-080a-4695-a899-3a8cfc018085','2026-12-01 04:23:35.314346',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(33,'folder','local','','05dcfde6-3495-4611-ae75-75016756487f/',NULL,'05dcfde6-3495-4611-ae75-75016756487f',NULL,NULL,'2026-12-01 04:23:35.420693',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(34,'recording','s3','recordings','xylograph/adopted.mp4',NULL,NULL,'3a43d78d-650d-45dc-b6a8-e713785d5244',NULL,'2026-12-01 04:23:35.439872',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(35,'composed_video','s3','recordings','composed/marzipan.mp4',NULL,NULL,NULL,'20bd0fd4-df26-42fd-b6d8-084a6642f12c','2026-12-01 04:23:35.453664',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(36,'folder','local','','230d3487-b053-4140-872b-1dc39cbc2f6a/',NULL,'230d3487-b053-4140-872b-1dc39cbc2f6a',NULL,NULL,'2026-12-01 04:23:35.474422',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(37,'mp3','s3','default','230d3487-b053-4140-872b-1dc39cbc2f6a/audio.mp3',NULL,'230d3487-b053-4140-872b-1dc39cbc2f6a',NULL,NULL,'2026-12-01 04:23:35.474427',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(38,'wav','local','','05dcfde6-3495-4611-ae75-75016756487f/audio.wav',NULL,'05dcfde6-3495-4611-ae75-75016756487f',NULL,NULL,'2026-12-01 04:23:35.526096',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(39,'mp3','s3','default','05dcfde6-3495-4611-ae75-75016756487f/audio.mp3',NULL,'05dcfde6-3495-4611-ae75-75016756487f',NULL,NULL,'2026-12-01 04:23:35.567183',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(40,'folder','local','','63a6c6a6-5c6d-43f7-b13b-005608c218e2/',NULL,'63a6c6a6-5c6d-43f7-b13b-005608c218e2',NULL,NULL,'2026-12-01 04:23:35.612048',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(41,'wav','local','','63a6c6a6-5c6d-43f7-b13b-005608c218e2/audio.wav',NULL,'63a6c6a6-5c6d-43f7-b13b-005608c218e2',NULL,NULL,'2026-12-01 04:23:35.635964',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(42,'mp3','s3','default','63a6c6a6-5c6d-43f7-b13b-005608c218e2/audio.mp3',NULL,'63a6c6a6-5c6d-43f7-b13b-005608c218e2',NULL,NULL,'2026-12-01 04:23:35.685371',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(43,'recording','s3','recordings','xylograph/left-over.mp4',NULL,NULL,NULL,NULL,'2026-12-01 04:23:35.756457',NULL,'2026-11-30 04:23:35.755090',3,'2026-11-30 16:23:35.755103',NULL,NULL);
INSERT INTO "artifact" VALUES(44,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,NULL,NULL,'2026-12-01 04:23:35.756460',NULL,'2026-11-30 04:23:35.755263',0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(45,'folder','local','','0957e5dd-1e19-4e20-8592-844345127e71/',NULL,'0957e5dd-1e19-4e20-8592-844345127e71',NULL,NULL,'2026-12-01 04:23:35.828337','2026-12-01 03:23:35.885310',NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(46,'folder','local','','6097d2d8-76eb-48d1-abea-c84e0cd33abb/',NULL,'6097d2d8-76eb-48d1-abea-c84e0cd33abb',NULL,NULL,'2026-12-01 04:23:35.829304',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(47,'wav','local','','0957e5dd-1e19-4e20-8592-844345127e71/audio.wav',NULL,'0957e5dd-1e19-4e20-8592-844345127e71',NULL,NULL,'2026-12-01 04:23:35.857982','2026-12-01 03:23:35.885310',NULL,0,NULL,NULL,NULL);
CREATE TABLE instance (
	one INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_instance PRIMARY KEY (one), 
	CONSTRAINT ck_instance_one CHECK (one = 1)
);
INSERT INTO "instance" VALUES(1,'253428e9-9456-4535-97a9-3691f27add78','2026-12-01 04:23:33.892513');
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
INSERT INTO "job" VALUES('0957e5dd-1e19-4e20-8592-844345127e71','convert','2026-12-01 04:23:35.830390',0.0,'worker-1',NULL,NULL,1,'xylograph',NULL,0,NULL);
INSERT INTO "job" VALUES('6097d2d8-76eb-48d1-abea-c84e0cd33abb','convert','2026-12-01 04:23:35.839397',0.0,'worker-1',NULL,NULL,1,'marzipan',NULL,0,NULL);
CREATE TABLE marked_store (
	store VARCHAR NOT NULL, 
	bucket VARCHAR NOT NULL, 
	marked_at DATETIME NOT NULL, 
	CONSTRAINT pk_marked_store PRIMARY KEY (store, bucket)
);
INSERT INTO "marked_store" VALUES('local','','2026-12-01 04:23:34.061974');
INSERT INTO "marked_store" VALUES('s3','default','2026-12-01 04:23:34.123909');
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
INSERT INTO "meeting" VALUES('cdee2815-9b86-4c5e-b79a-1cdf3845c173','marzipan',NULL,NULL,'2026-11-23 04:23:34.344044','2026-11-23 04:53:34.344044',NULL,0,'',NULL,NULL,1);
INSERT INTO "meeting" VALUES('5c486df4-5e66-4ea6-8051-fe485632f4f9','xylograph',NULL,NULL,'2026-11-23 04:23:34.850227','2026-11-23 04:53:34.850227',NULL,0,'','composed/xylograph.mp4',NULL,1);
INSERT INTO "meeting" VALUES('5ca4d115-080a-4695-a899-3a8cfc018085','they said xylograph','they said xylograph','they said xylograph','2026-11-01 04:23:35.257495','2026-11-01 04:53:35.257495',NULL,0,'','composed/xylograph-orphan.mp4',NULL,1);
INSERT INTO "meeting" VALUES('20bd0fd4-df26-42fd-b6d8-084a6642f12c','they said marzipan','they said marzipan','they said marzipan','2026-02-04 04:23:35.391208','2026-02-04 04:53:35.391208','2000a4e2-26f6-418c-916e-3e51732451a6',0,'','composed/marzipan.mp4',NULL,1);
CREATE TABLE meeting_consent (
	id VARCHAR NOT NULL, 
	meeting_id VARCHAR NOT NULL, 
	user_id VARCHAR, 
	consent_given BOOLEAN NOT NULL, 
	consent_timestamp DATETIME NOT NULL, 
	CONSTRAINT pk_meeting_consent PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_consent_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
);
INSERT INTO "meeting_consent" VALUES('a8b9a372-d3fa-4eb4-8c1d-2332b4eb0875','cdee2815-9b86-4c5e-b79a-1cdf3845c173','marzipan',0,'2026-12-01 04:23:34.433927');
INSERT INTO "meeting_consent" VALUES('b3bd09a7-a0a7-438e-8d92-f303c0f39750','5c486df4-5e66-4ea6-8051-fe485632f4f9','xylograph',1,'2026-12-01 04:23:34.892458');
INSERT INTO "meeting_consent" VALUES('fe814e71-a7a3-4140-8d64-7eb1f1ba3fc7','5c486df4-5e66-4ea6-8051-fe485632f4f9','xylograph',0,'2026-12-01 04:23:34.892705');
INSERT INTO "meeting_consent" VALUES('94c711fc-3a89-49ad-9403-908961ad9c62','5ca4d115-080a-4695-a899-3a8cfc018085',NULL,1,'2026-12-01 04:23:35.286256');
INSERT INTO "meeting_consent" VALUES('b0a35a6b-3df5-43ef-a878-687e1ed80eb7','20bd0fd4-df26-42fd-b6d8-084a6642f12c',NULL,0,'2026-12-01 04:23:35.419854');
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
INSERT INTO "recording" VALUES('2119fe84-72b3-4779-a2f2-a7222b985a7c','recordings','','2026-11-23 04:23:34.344253','completed','cdee2815-9b86-4c5e-b79a-1cdf3845c173','["marzipan/track-0.webm", "marzipan/track-1.webm"]',1);
INSERT INTO "recording" VALUES('43980944-66a0-40ae-bf59-b4db9a0ed255','recordings','marzipan/shared.mp4','2026-11-23 04:23:34.344346','completed','cdee2815-9b86-4c5e-b79a-1cdf3845c173',NULL,1);
INSERT INTO "recording" VALUES('085e3ef1-1d55-42a4-96e0-e6e0636d533c','recordings','marzipan/lone.mp4','2026-11-23 04:23:34.344516','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('cd32d00b-dfe2-468e-ae4e-93d36a22fd8e','recordings','xylograph/alone.mp4','2026-11-23 04:23:34.557793','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('203c69a6-c134-4799-b88e-c20c0c694f71','recordings','','2026-11-23 04:23:34.867225','completed','5c486df4-5e66-4ea6-8051-fe485632f4f9','["xylograph/track-0.webm", "xylograph/track-1.webm"]',1);
INSERT INTO "recording" VALUES('9a9878f9-e160-4d38-a21d-b18b78a2122b','recordings','xylograph/member.mp4','2026-11-23 04:23:35.260826','completed','5ca4d115-080a-4695-a899-3a8cfc018085',NULL,1);
INSERT INTO "recording" VALUES('88babcd7-6630-475e-8ac1-50e46242cd5d','recordings','xylograph/orphan.mp4','2026-11-23 04:23:35.269956','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('3a43d78d-650d-45dc-b6a8-e713785d5244','recordings','xylograph/adopted.mp4','2026-11-23 04:23:35.321311','completed',NULL,NULL,1);
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
INSERT INTO "retention_run" VALUES('ab5ee6a8-ddc7-4510-b67a-3847a0eef065','call',7,'2026-11-24 04:23:33.343864','2026-12-01 04:23:33.388968','2026-12-01 04:23:34.308640','done',1,0,0,3,0);
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
INSERT INTO "room" VALUES('2000a4e2-26f6-418c-916e-3e51732451a6','room-2000a4e2','its-owner','2026-12-01 04:23:35.400575',0,'');
CREATE TABLE tombstone (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	erased_at DATETIME NOT NULL, 
	run_id VARCHAR, 
	CONSTRAINT pk_tombstone PRIMARY KEY (id)
);
INSERT INTO "tombstone" VALUES('2fbc1b56-0172-413e-a0d4-542a0c36c4ce','transcript','expired','2026-12-01 04:23:33.440145','ab5ee6a8-ddc7-4510-b67a-3847a0eef065');
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
INSERT INTO "transcript" VALUES('88bb9f1a-17ae-4333-acd6-210b2f822686','A talk','ended','2026-11-23 04:23:34.344451',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public','cdee2815-9b86-4c5e-b79a-1cdf3845c173',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('c0bd8ea7-0555-48ac-bc81-faea0ee0bce8','A talk','ended','2026-11-25 04:23:34.344560',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'085e3ef1-1d55-42a4-96e0-e6e0636d533c','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('0d19b2c4-be91-46e3-b554-436f7136634c','A talk','ended','2026-11-23 04:23:34.344600',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','cdee2815-9b86-4c5e-b79a-1cdf3845c173',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('67d71167-5144-4c09-a9d0-ffd5856fd42f','A talk','ended','2026-11-23 04:23:34.344633',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'085e3ef1-1d55-42a4-96e0-e6e0636d533c','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('5a3e11dd-2002-4cff-905c-10c9c9ae9e61','they said xylograph','ended','2026-11-23 04:23:34.557384',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('88a02773-5ab1-479f-95e0-81446dcf23f6','they said xylograph','ended','2026-11-22 04:23:34.557657',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('ba172b36-ffb4-45f6-87b0-0ab4ab778339','A talk','ended','2026-11-19 04:23:34.583138',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'cd32d00b-dfe2-468e-ae4e-93d36a22fd8e','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('93046dd6-2100-49e2-a256-28d253f5e931','A talk','ended','2026-11-11 04:23:34.891077',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','5c486df4-5e66-4ea6-8051-fe485632f4f9',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('5bce31b8-7baa-4882-b4c9-1278c1a5164a','A talk','ended','2026-11-22 04:23:34.891187',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'203c69a6-c134-4799-b88e-c20c0c694f71','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('fdebffd8-9ec7-4d4c-b281-134adaa1efa8','they said xylograph','ended','2026-11-30 04:23:35.123419',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]','2026-12-01 01:59:35.123368','they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('230d3487-b053-4140-872b-1dc39cbc2f6a','they said xylograph','ended','2026-11-23 04:23:35.331866',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,'3a43d78d-650d-45dc-b6a8-e713785d5244','file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('05dcfde6-3495-4611-ae75-75016756487f','they said marzipan','ended','2026-02-04 04:23:35.399178',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('63a6c6a6-5c6d-43f7-b13b-005608c218e2','they said marzipan','ended','2026-11-25 04:23:35.610439',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('0957e5dd-1e19-4e20-8592-844345127e71','A talk','processing','2026-11-23 04:23:35.798397',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('6097d2d8-76eb-48d1-abea-c84e0cd33abb','A talk','uploaded','2026-02-04 04:23:35.798481',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('f4bfcd0c-e052-4570-b2ec-de389a452325','they said xylograph','ended','2026-11-23 04:23:35.899436',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,0);
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
CREATE INDEX ix_meeting_start_date ON meeting (start_date);
CREATE INDEX ix_meeting_room_id ON meeting (room_id);
CREATE INDEX ix_meeting_not_inventoried ON meeting (id) WHERE NOT inventoried;
CREATE INDEX ix_artifact_location ON artifact (store, bucket, "key") WHERE transcript_id IS NOT NULL OR recording_id IS NOT NULL OR meeting_id IS NOT NULL;
CREATE INDEX ix_meeting_consent_refused ON meeting_consent (meeting_id) WHERE NOT consent_given;
CREATE INDEX ix_usage_client_name ON usage (client, name);
CREATE INDEX ix_usage_until ON usage (until);
CREATE TRIGGER meeting_pointer_changed AFTER UPDATE OF daily_composed_video_s3_key ON meeting BEGIN UPDATE meeting SET inventoried = 0 WHERE id = NEW.id; END;
CREATE TRIGGER recording_pointer_changed AFTER UPDATE OF bucket_name, object_key, track_keys ON recording BEGIN UPDATE recording SET inventoried = 0 WHERE id = NEW.id; END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('artifact',47);
COMMIT;
