BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
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
INSERT INTO "artifact" VALUES(4,'folder','local','','3d320c1c-a3c0-4128-8ed3-3749b3aad6d8/',NULL,'3d320c1c-a3c0-4128-8ed3-3749b3aad6d8',NULL,NULL,'2026-11-26 17:54:25.930419',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(5,'folder','local','','55bf90c1-0824-4ef0-9046-4c832d7b9657/',NULL,'55bf90c1-0824-4ef0-9046-4c832d7b9657',NULL,NULL,'2026-11-26 17:54:25.931850',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(6,'folder','local','','24ee6972-260f-47ba-9a0b-5a9f1cceabab/',NULL,'24ee6972-260f-47ba-9a0b-5a9f1cceabab',NULL,NULL,'2026-11-26 17:54:25.932660',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(7,'folder','local','','5c295d04-3770-4b96-9205-4d4e05152933/',NULL,'5c295d04-3770-4b96-9205-4d4e05152933',NULL,NULL,'2026-11-26 17:54:25.933415',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(8,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,'052f8a8c-f5e8-429a-a817-5ceaefeec222',NULL,'2026-11-26 17:54:25.939171',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(9,'track','s3','recordings','marzipan/track-0.webm',NULL,NULL,'07abb4e9-1a4e-479b-88bc-d259759e5bbf',NULL,'2026-11-26 17:54:25.939176',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(10,'track','s3','recordings','marzipan/track-1.webm',NULL,NULL,'07abb4e9-1a4e-479b-88bc-d259759e5bbf',NULL,'2026-11-26 17:54:25.939177',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(11,'recording','s3','recordings','marzipan/lone.mp4',NULL,NULL,'89107ff5-e255-49e6-b3ba-1cfe41a3e30c',NULL,'2026-11-26 17:54:25.939179',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(12,'folder','local','','119a73c9-5863-42ef-ae55-22213b4740c1/',NULL,'119a73c9-5863-42ef-ae55-22213b4740c1',NULL,NULL,'2026-11-26 17:54:25.950646',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(13,'folder','local','','1b363356-c7e1-41ab-8900-bb63de492362/',NULL,'1b363356-c7e1-41ab-8900-bb63de492362',NULL,NULL,'2026-11-26 17:54:25.951615',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(14,'folder','local','','89794c46-7a8e-46a5-99c9-c905d688c5e5/',NULL,'89794c46-7a8e-46a5-99c9-c905d688c5e5',NULL,NULL,'2026-11-26 17:54:25.952413',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(15,'recording','s3','recordings','xylograph/alone.mp4',NULL,NULL,'fc155154-d822-41e8-9928-78ad25a3fae1',NULL,'2026-11-26 17:54:25.955760',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(16,'wav','local','','119a73c9-5863-42ef-ae55-22213b4740c1/audio.wav',NULL,'119a73c9-5863-42ef-ae55-22213b4740c1',NULL,NULL,'2026-11-26 17:54:25.960055',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(17,'mp3','s3','default','119a73c9-5863-42ef-ae55-22213b4740c1/audio.mp3',NULL,'119a73c9-5863-42ef-ae55-22213b4740c1',NULL,NULL,'2026-11-26 17:54:25.969158',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(18,'wav','local','','1b363356-c7e1-41ab-8900-bb63de492362/audio.wav',NULL,'1b363356-c7e1-41ab-8900-bb63de492362',NULL,NULL,'2026-11-26 17:54:25.977601',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(19,'mp3','s3','default','1b363356-c7e1-41ab-8900-bb63de492362/audio.mp3',NULL,'1b363356-c7e1-41ab-8900-bb63de492362',NULL,NULL,'2026-11-26 17:54:25.985839',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(20,'folder','local','','4aa579d2-7fca-433a-b585-983511861ba1/',NULL,'4aa579d2-7fca-433a-b585-983511861ba1',NULL,NULL,'2026-11-26 17:54:25.997650',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(21,'folder','local','','fa8b42e2-5d0c-4d3f-830d-22f9e6abc2e4/',NULL,'fa8b42e2-5d0c-4d3f-830d-22f9e6abc2e4',NULL,NULL,'2026-11-26 17:54:25.998443',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(22,'track','s3','recordings','xylograph/track-0.webm',NULL,NULL,'fe16f38e-41f7-458d-b2f0-bd69bd279d94',NULL,'2026-11-26 17:54:26.001761',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(23,'track','s3','recordings','xylograph/track-1.webm',NULL,NULL,'fe16f38e-41f7-458d-b2f0-bd69bd279d94',NULL,'2026-11-26 17:54:26.002050',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(24,'composed_video','s3','recordings','composed/xylograph.mp4',NULL,NULL,NULL,'8e68326d-415c-4d14-8f91-aa36cec50f4e','2026-11-26 17:54:26.006908',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(25,'wav','local','','fa8b42e2-5d0c-4d3f-830d-22f9e6abc2e4/audio.wav',NULL,'fa8b42e2-5d0c-4d3f-830d-22f9e6abc2e4',NULL,NULL,'2026-11-26 17:54:26.011052',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(26,'mp3','s3','default','fa8b42e2-5d0c-4d3f-830d-22f9e6abc2e4/audio.mp3',NULL,'fa8b42e2-5d0c-4d3f-830d-22f9e6abc2e4',NULL,NULL,'2026-11-26 17:54:26.018632',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(27,'folder','local','','7054bbcb-969c-4073-85bd-6a916104a9d9/',NULL,'7054bbcb-969c-4073-85bd-6a916104a9d9',NULL,NULL,'2026-11-26 17:54:26.027272',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(28,'wav','local','','7054bbcb-969c-4073-85bd-6a916104a9d9/audio.wav',NULL,'7054bbcb-969c-4073-85bd-6a916104a9d9',NULL,NULL,'2026-11-26 17:54:26.031722',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(29,'mp3','s3','default','7054bbcb-969c-4073-85bd-6a916104a9d9/audio.mp3',NULL,'7054bbcb-969c-4073-85bd-6a916104a9d9',NULL,NULL,'2026-11-26 17:54:26.040287',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(30,'recording','s3','recordings','xylograph/orphan.mp4',NULL,NULL,'db0540dd-5da9-426d-b815-01d5491cc832',NULL,'2026-11-26 17:54:26.055448',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(31,'recording','s3','recordings','xylograph/member.mp4',NULL,NULL,'faa819e2-fd31-49ea-8627-0cfb3ca06718',NULL,'2026-11-26 17:54:26.055453',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(32,'composed_video','s3','recordings','composed/xylograph-orphan.mp4',NULL,NULL,NULL,'0aefda2d-1e46-4a39-98e4-2c2b4b61e771','2026-11-26 17:54:26.058605',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(33,'folder','local','','9b829d16-bd01-46ec-8439-a86c16ff5cab/',NULL,'9b829d16-bd01-46ec-8439-a86c16ff5cab',NULL,NULL,'2026-11-26 17:54:26.070084',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(34,'recording','s3','recordings','xylograph/adopted.mp4',NULL,NULL,'f1c65d06-0a8b-4eed-b45c-a8ef71858ce5',NULL,'2026-11-26 17:54:26.073207',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(35,'composed_video','s3','recordings','composed/marzipan.mp4',NULL,NULL,NULL,'b524751b-e2fb-4c22-a6ee-ce57723f5ebf','2026-11-26 17:54:26.076279',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(36,'folder','local','','d6e4ecaf-661d-4608-98ea-28954e7fd590/',NULL,'d6e4ecaf-661d-4608-98ea-28954e7fd590',NULL,NULL,'2026-11-26 17:54:26.079805',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(37,'mp3','s3','default','d6e4ecaf-661d-4608-98ea-28954e7fd590/audio.mp3',NULL,'d6e4ecaf-661d-4608-98ea-28954e7fd590',NULL,NULL,'2026-11-26 17:54:26.079810',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(38,'wav','local','','9b829d16-bd01-46ec-8439-a86c16ff5cab/audio.wav',NULL,'9b829d16-bd01-46ec-8439-a86c16ff5cab',NULL,NULL,'2026-11-26 17:54:26.083598',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(39,'mp3','s3','default','9b829d16-bd01-46ec-8439-a86c16ff5cab/audio.mp3',NULL,'9b829d16-bd01-46ec-8439-a86c16ff5cab',NULL,NULL,'2026-11-26 17:54:26.092626',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(40,'folder','local','','e85a1225-982c-4504-8469-2cec9a81bc07/',NULL,'e85a1225-982c-4504-8469-2cec9a81bc07',NULL,NULL,'2026-11-26 17:54:26.101219',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(41,'wav','local','','e85a1225-982c-4504-8469-2cec9a81bc07/audio.wav',NULL,'e85a1225-982c-4504-8469-2cec9a81bc07',NULL,NULL,'2026-11-26 17:54:26.105716',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(42,'mp3','s3','default','e85a1225-982c-4504-8469-2cec9a81bc07/audio.mp3',NULL,'e85a1225-982c-4504-8469-2cec9a81bc07',NULL,NULL,'2026-11-26 17:54:26.114176',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(43,'recording','s3','recordings','xylograph/left-over.mp4',NULL,NULL,NULL,NULL,'2026-11-26 17:54:26.123364',NULL,'2026-11-25 17:54:26.122006',3,'2026-11-26 05:54:26.122015',NULL,NULL);
INSERT INTO "artifact" VALUES(44,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,NULL,NULL,'2026-11-26 17:54:26.123367',NULL,'2026-11-25 17:54:26.122106',0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(45,'folder','local','','bbd2c333-02d9-4468-9f65-65e0317b9a1f/',NULL,'bbd2c333-02d9-4468-9f65-65e0317b9a1f',NULL,NULL,'2026-11-26 17:54:26.137151','2026-11-26 16:54:26.147741',NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(46,'folder','local','','8d3fb4ff-b7eb-4d08-84eb-2db9ac0a0bba/',NULL,'8d3fb4ff-b7eb-4d08-84eb-2db9ac0a0bba',NULL,NULL,'2026-11-26 17:54:26.138044',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(47,'wav','local','','bbd2c333-02d9-4468-9f65-65e0317b9a1f/audio.wav',NULL,'bbd2c333-02d9-4468-9f65-65e0317b9a1f',NULL,NULL,'2026-11-26 17:54:26.144409','2026-11-26 16:54:26.147741',NULL,0,NULL,NULL,NULL);
CREATE TABLE instance (
	one INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_instance PRIMARY KEY (one), 
	CONSTRAINT ck_instance_one CHECK (one = 1)
);
INSERT INTO "instance" VALUES(1,'58955993-f8a2-441f-8c4a-5a4fce196328','2026-11-26 17:54:25.799197');
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
INSERT INTO "job" VALUES('bbd2c333-02d9-4468-9f65-65e0317b9a1f','convert','2026-11-26 17:54:26.139066',0.0,'worker-1',NULL,NULL,1,'xylograph',NULL,0);
INSERT INTO "job" VALUES('8d3fb4ff-b7eb-4d08-84eb-2db9ac0a0bba','convert','2026-11-26 17:54:26.139832',0.0,'worker-1',NULL,NULL,1,'marzipan',NULL,0);
CREATE TABLE marked_store (
	store VARCHAR NOT NULL, 
	bucket VARCHAR NOT NULL, 
	marked_at DATETIME NOT NULL, 
	CONSTRAINT pk_marked_store PRIMARY KEY (store, bucket)
);
INSERT INTO "marked_store" VALUES('local','','2026-11-26 17:54:25.894006');
INSERT INTO "marked_store" VALUES('s3','default','2026-11-26 17:54:25.906223');
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
INSERT INTO "meeting" VALUES('3f5777ef-9c0e-45e3-b4ec-739065b4fe88','marzipan',NULL,NULL,'2026-11-18 17:54:25.921113','2026-11-18 18:24:25.921113',NULL,0,'',NULL,NULL,1);
INSERT INTO "meeting" VALUES('8e68326d-415c-4d14-8f91-aa36cec50f4e','xylograph',NULL,NULL,'2026-11-18 17:54:25.993247','2026-11-18 18:24:25.993247',NULL,0,'','composed/xylograph.mp4',NULL,1);
INSERT INTO "meeting" VALUES('0aefda2d-1e46-4a39-98e4-2c2b4b61e771','they said xylograph','they said xylograph','they said xylograph','2026-10-27 17:54:26.049104','2026-10-27 18:24:26.049104',NULL,0,'','composed/xylograph-orphan.mp4',NULL,1);
INSERT INTO "meeting" VALUES('b524751b-e2fb-4c22-a6ee-ce57723f5ebf','they said marzipan','they said marzipan','they said marzipan','2026-01-30 17:54:26.066072','2026-01-30 18:24:26.066072','94ca2825-ea40-49bd-8e85-5b6316338baa',0,'','composed/marzipan.mp4',NULL,1);
CREATE TABLE meeting_consent (
	id VARCHAR NOT NULL, 
	meeting_id VARCHAR NOT NULL, 
	user_id VARCHAR, 
	consent_given BOOLEAN NOT NULL, 
	consent_timestamp DATETIME NOT NULL, 
	CONSTRAINT pk_meeting_consent PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_consent_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
);
INSERT INTO "meeting_consent" VALUES('de543160-d8d7-4d93-87d5-42a3240fde07','3f5777ef-9c0e-45e3-b4ec-739065b4fe88','marzipan',0,'2026-11-26 17:54:25.928837');
INSERT INTO "meeting_consent" VALUES('8eb2c6fa-6c3a-4f61-abce-efda3d72d2bf','8e68326d-415c-4d14-8f91-aa36cec50f4e','xylograph',1,'2026-11-26 17:54:25.996050');
INSERT INTO "meeting_consent" VALUES('09c80229-2c59-4a07-a813-efb451f77d64','8e68326d-415c-4d14-8f91-aa36cec50f4e','xylograph',0,'2026-11-26 17:54:25.996386');
INSERT INTO "meeting_consent" VALUES('4aa04db4-11c7-4746-8abf-3cc30198605e','0aefda2d-1e46-4a39-98e4-2c2b4b61e771',NULL,1,'2026-11-26 17:54:26.051839');
INSERT INTO "meeting_consent" VALUES('b566044b-8890-419d-a556-5039ec26dd2a','b524751b-e2fb-4c22-a6ee-ce57723f5ebf',NULL,0,'2026-11-26 17:54:26.069126');
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
INSERT INTO "recording" VALUES('07abb4e9-1a4e-479b-88bc-d259759e5bbf','recordings','','2026-11-18 17:54:25.921263','completed','3f5777ef-9c0e-45e3-b4ec-739065b4fe88','["marzipan/track-0.webm", "marzipan/track-1.webm"]',1);
INSERT INTO "recording" VALUES('052f8a8c-f5e8-429a-a817-5ceaefeec222','recordings','marzipan/shared.mp4','2026-11-18 17:54:25.921327','completed','3f5777ef-9c0e-45e3-b4ec-739065b4fe88',NULL,1);
INSERT INTO "recording" VALUES('89107ff5-e255-49e6-b3ba-1cfe41a3e30c','recordings','marzipan/lone.mp4','2026-11-18 17:54:25.921459','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('fc155154-d822-41e8-9928-78ad25a3fae1','recordings','xylograph/alone.mp4','2026-11-18 17:54:25.947834','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('fe16f38e-41f7-458d-b2f0-bd69bd279d94','recordings','','2026-11-18 17:54:25.994114','completed','8e68326d-415c-4d14-8f91-aa36cec50f4e','["xylograph/track-0.webm", "xylograph/track-1.webm"]',1);
INSERT INTO "recording" VALUES('faa819e2-fd31-49ea-8627-0cfb3ca06718','recordings','xylograph/member.mp4','2026-11-18 17:54:26.049825','completed','0aefda2d-1e46-4a39-98e4-2c2b4b61e771',NULL,1);
INSERT INTO "recording" VALUES('db0540dd-5da9-426d-b815-01d5491cc832','recordings','xylograph/orphan.mp4','2026-11-18 17:54:26.050342','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('f1c65d06-0a8b-4eed-b45c-a8ef71858ce5','recordings','xylograph/adopted.mp4','2026-11-18 17:54:26.060847','completed',NULL,NULL,1);
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
INSERT INTO "retention_run" VALUES('bdaab6e8-07b5-44d8-87e1-74d79fb4b22b','call',7,'2026-11-19 17:54:25.739678','2026-11-26 17:54:25.744107','2026-11-26 17:54:25.918383','done',1,0,0,3,0);
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
INSERT INTO "room" VALUES('94ca2825-ea40-49bd-8e85-5b6316338baa','room-94ca2825','its-owner','2026-11-26 17:54:26.068020',0,'');
CREATE TABLE tombstone (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	erased_at DATETIME NOT NULL, 
	run_id VARCHAR, 
	CONSTRAINT pk_tombstone PRIMARY KEY (id)
);
INSERT INTO "tombstone" VALUES('57f41972-1e55-4fe9-a7cf-dcd7cdf8a9d5','transcript','expired','2026-11-26 17:54:25.751342','bdaab6e8-07b5-44d8-87e1-74d79fb4b22b');
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
INSERT INTO "transcript" VALUES('3d320c1c-a3c0-4128-8ed3-3749b3aad6d8','A talk','ended','2026-11-18 17:54:25.921409',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public','3f5777ef-9c0e-45e3-b4ec-739065b4fe88',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('55bf90c1-0824-4ef0-9046-4c832d7b9657','A talk','ended','2026-11-20 17:54:25.921491',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'89107ff5-e255-49e6-b3ba-1cfe41a3e30c','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('24ee6972-260f-47ba-9a0b-5a9f1cceabab','A talk','ended','2026-11-18 17:54:25.921521',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','3f5777ef-9c0e-45e3-b4ec-739065b4fe88',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('5c295d04-3770-4b96-9205-4d4e05152933','A talk','ended','2026-11-18 17:54:25.921549',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'89107ff5-e255-49e6-b3ba-1cfe41a3e30c','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('119a73c9-5863-42ef-ae55-22213b4740c1','they said xylograph','ended','2026-11-18 17:54:25.947566',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('1b363356-c7e1-41ab-8900-bb63de492362','they said xylograph','ended','2026-11-17 17:54:25.947750',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('89794c46-7a8e-46a5-99c9-c905d688c5e5','A talk','ended','2026-11-14 17:54:25.948815',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'fc155154-d822-41e8-9928-78ad25a3fae1','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('4aa579d2-7fca-433a-b585-983511861ba1','A talk','ended','2026-11-06 17:54:25.994877',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','8e68326d-415c-4d14-8f91-aa36cec50f4e',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('fa8b42e2-5d0c-4d3f-830d-22f9e6abc2e4','A talk','ended','2026-11-17 17:54:25.994935',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'fe16f38e-41f7-458d-b2f0-bd69bd279d94','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('7054bbcb-969c-4073-85bd-6a916104a9d9','they said xylograph','ended','2026-11-25 17:54:26.026004',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]','2026-11-26 15:30:26.025964','they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('d6e4ecaf-661d-4608-98ea-28954e7fd590','they said xylograph','ended','2026-11-18 17:54:26.061564',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,'f1c65d06-0a8b-4eed-b45c-a8ef71858ce5','file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('9b829d16-bd01-46ec-8439-a86c16ff5cab','they said marzipan','ended','2026-01-30 17:54:26.066623',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('e85a1225-982c-4504-8469-2cec9a81bc07','they said marzipan','ended','2026-11-20 17:54:26.099950',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('bbd2c333-02d9-4468-9f65-65e0317b9a1f','A talk','processing','2026-11-18 17:54:26.135796',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('8d3fb4ff-b7eb-4d08-84eb-2db9ac0a0bba','A talk','uploaded','2026-01-30 17:54:26.135889',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('56280557-f26b-4a47-a482-a4bc08a20ceb','they said xylograph','ended','2026-11-18 17:54:26.149455',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,0);
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
CREATE INDEX ix_artifact_meeting_id ON artifact (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX ix_artifact_recording_id ON artifact (recording_id) WHERE recording_id IS NOT NULL;
CREATE INDEX ix_artifact_transcript_id ON artifact (transcript_id) WHERE transcript_id IS NOT NULL;
CREATE INDEX ix_job_stage_lease_until ON job (stage, lease_until);
CREATE INDEX ix_job_client_started_at ON job (client, started_at);
CREATE INDEX ix_artifact_location ON artifact (store, bucket, "key") WHERE transcript_id IS NOT NULL OR recording_id IS NOT NULL OR meeting_id IS NOT NULL;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('artifact',47);
COMMIT;
