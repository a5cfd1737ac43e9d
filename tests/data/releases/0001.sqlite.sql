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
INSERT INTO "artifact" VALUES(4,'folder','local','','8dbb22df-8da1-45f9-9354-696db37d6f6e/',NULL,'8dbb22df-8da1-45f9-9354-696db37d6f6e',NULL,NULL,'2026-11-23 22:22:14.673088',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(5,'folder','local','','3596802f-2bc7-4c45-9263-98712b305104/',NULL,'3596802f-2bc7-4c45-9263-98712b305104',NULL,NULL,'2026-11-23 22:22:14.676180',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(6,'folder','local','','936293ce-b600-46b5-a599-ee2ad47e8fbf/',NULL,'936293ce-b600-46b5-a599-ee2ad47e8fbf',NULL,NULL,'2026-11-23 22:22:14.676703',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(7,'folder','local','','8efa16c6-cccf-46ee-8a91-83e18401bc27/',NULL,'8efa16c6-cccf-46ee-8a91-83e18401bc27',NULL,NULL,'2026-11-23 22:22:14.677119',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(8,'track','s3','recordings','marzipan/track-0.webm',NULL,NULL,'3ca22f53-7abf-455b-8a0b-881b5519ed84',NULL,'2026-11-23 22:22:14.695450',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(9,'track','s3','recordings','marzipan/track-1.webm',NULL,NULL,'3ca22f53-7abf-455b-8a0b-881b5519ed84',NULL,'2026-11-23 22:22:14.695454',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(10,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,'fec76564-aa2c-4b5c-9820-1178af1632d2',NULL,'2026-11-23 22:22:14.695455',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(11,'recording','s3','recordings','marzipan/lone.mp4',NULL,NULL,'ff20c820-a0d5-4b3e-bccb-3886d01383ce',NULL,'2026-11-23 22:22:14.695456',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(12,'folder','local','','6d880185-a65f-4fe7-be61-00ff3b2d92cd/',NULL,'6d880185-a65f-4fe7-be61-00ff3b2d92cd',NULL,NULL,'2026-11-23 22:22:14.717779',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(13,'folder','local','','b18f790a-ddf8-4221-9007-5cfa9ff871a3/',NULL,'b18f790a-ddf8-4221-9007-5cfa9ff871a3',NULL,NULL,'2026-11-23 22:22:14.718308',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(14,'folder','local','','bf0585c1-86e7-4b2f-8394-70c249c31abe/',NULL,'bf0585c1-86e7-4b2f-8394-70c249c31abe',NULL,NULL,'2026-11-23 22:22:14.718715',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(15,'recording','s3','recordings','xylograph/alone.mp4',NULL,NULL,'18574f3d-560e-4839-8205-58fb310a3c0a',NULL,'2026-11-23 22:22:14.734929',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(16,'wav','local','','6d880185-a65f-4fe7-be61-00ff3b2d92cd/audio.wav',NULL,'6d880185-a65f-4fe7-be61-00ff3b2d92cd',NULL,NULL,'2026-11-23 22:22:14.741340',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(17,'mp3','s3','default','6d880185-a65f-4fe7-be61-00ff3b2d92cd/audio.mp3',NULL,'6d880185-a65f-4fe7-be61-00ff3b2d92cd',NULL,NULL,'2026-11-23 22:22:14.756585',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(18,'wav','local','','b18f790a-ddf8-4221-9007-5cfa9ff871a3/audio.wav',NULL,'b18f790a-ddf8-4221-9007-5cfa9ff871a3',NULL,NULL,'2026-11-23 22:22:14.786366',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(19,'mp3','s3','default','b18f790a-ddf8-4221-9007-5cfa9ff871a3/audio.mp3',NULL,'b18f790a-ddf8-4221-9007-5cfa9ff871a3',NULL,NULL,'2026-11-23 22:22:14.812382',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(20,'folder','local','','8b24aca8-edc5-4302-b15a-e82e9c8ecf18/',NULL,'8b24aca8-edc5-4302-b15a-e82e9c8ecf18',NULL,NULL,'2026-11-23 22:22:14.856868',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(21,'folder','local','','a13ce9ca-4566-448e-988b-b558d5483532/',NULL,'a13ce9ca-4566-448e-988b-b558d5483532',NULL,NULL,'2026-11-23 22:22:14.857337',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(22,'track','s3','recordings','xylograph/track-0.webm',NULL,NULL,'e42b6505-e004-4f47-91c4-2087be674597',NULL,'2026-11-23 22:22:14.865573',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(23,'track','s3','recordings','xylograph/track-1.webm',NULL,NULL,'e42b6505-e004-4f47-91c4-2087be674597',NULL,'2026-11-23 22:22:14.865578',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(24,'composed_video','s3','default','composed/xylograph.mp4',NULL,NULL,NULL,'be2c8f2a-6baf-4f0a-94bb-cfb8df8f9f46','2026-11-23 22:22:14.876648',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(25,'wav','local','','a13ce9ca-4566-448e-988b-b558d5483532/audio.wav',NULL,'a13ce9ca-4566-448e-988b-b558d5483532',NULL,NULL,'2026-11-23 22:22:14.885814',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(26,'mp3','s3','default','a13ce9ca-4566-448e-988b-b558d5483532/audio.mp3',NULL,'a13ce9ca-4566-448e-988b-b558d5483532',NULL,NULL,'2026-11-23 22:22:14.968305',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(27,'folder','local','','97f897ab-9299-4843-ba55-ae5f4a2fa36a/',NULL,'97f897ab-9299-4843-ba55-ae5f4a2fa36a',NULL,NULL,'2026-11-23 22:22:15.000895',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(28,'wav','local','','97f897ab-9299-4843-ba55-ae5f4a2fa36a/audio.wav',NULL,'97f897ab-9299-4843-ba55-ae5f4a2fa36a',NULL,NULL,'2026-11-23 22:22:15.013248',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(29,'mp3','s3','default','97f897ab-9299-4843-ba55-ae5f4a2fa36a/audio.mp3',NULL,'97f897ab-9299-4843-ba55-ae5f4a2fa36a',NULL,NULL,'2026-11-23 22:22:15.044162',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(30,'recording','s3','recordings','xylograph/member.mp4',NULL,NULL,'03a1edb5-c745-44af-9f9b-e4cefed362b3',NULL,'2026-11-23 22:22:15.100007',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(31,'recording','s3','recordings','xylograph/orphan.mp4',NULL,NULL,'2f331f74-871d-4dd7-a3eb-e2d8f2cd31a3',NULL,'2026-11-23 22:22:15.100012',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(32,'composed_video','s3','default','composed/xylograph-orphan.mp4',NULL,NULL,NULL,'ace0a5fe-5f7b-469b-919d-86453d90ba00','2026-11-23 22:22:15.104866',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(33,'folder','local','','fbfc56e4-f1a2-4693-b556-c909cac46e81/',NULL,'fbfc56e4-f1a2-4693-b556-c909cac46e81',NULL,NULL,'2026-11-23 22:22:15.153996',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(34,'recording','s3','recordings','xylograph/adopted.mp4',NULL,NULL,'4d696c36-f959-42b0-9722-a2c2c10271c9',NULL,'2026-11-23 22:22:15.160745',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(35,'composed_video','s3','default','composed/marzipan.mp4',NULL,NULL,NULL,'93feed9a-02f7-4bbc-84b5-8101c0556089','2026-11-23 22:22:15.164560',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(36,'folder','local','','06d912d7-3b16-4e07-8d40-cb3a35e549e0/',NULL,'06d912d7-3b16-4e07-8d40-cb3a35e549e0',NULL,NULL,'2026-11-23 22:22:15.168191',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(37,'mp3','s3','default','06d912d7-3b16-4e07-8d40-cb3a35e549e0/audio.mp3',NULL,'06d912d7-3b16-4e07-8d40-cb3a35e549e0',NULL,NULL,'2026-11-23 22:22:15.168196',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(38,'wav','local','','fbfc56e4-f1a2-4693-b556-c909cac46e81/audio.wav',NULL,'fbfc56e4-f1a2-4693-b556-c909cac46e81',NULL,NULL,'2026-11-23 22:22:15.174056',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(39,'mp3','s3','default','fbfc56e4-f1a2-4693-b556-c909cac46e81/audio.mp3',NULL,'fbfc56e4-f1a2-4693-b556-c909cac46e81',NULL,NULL,'2026-11-23 22:22:15.220633',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(40,'folder','local','','34ec0dfe-7a99-47f4-a6c6-352b31e675b2/',NULL,'34ec0dfe-7a99-47f4-a6c6-352b31e675b2',NULL,NULL,'2026-11-23 22:22:15.261050',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(41,'wav','local','','34ec0dfe-7a99-47f4-a6c6-352b31e675b2/audio.wav',NULL,'34ec0dfe-7a99-47f4-a6c6-352b31e675b2',NULL,NULL,'2026-11-23 22:22:15.279898',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(42,'mp3','s3','default','34ec0dfe-7a99-47f4-a6c6-352b31e675b2/audio.mp3',NULL,'34ec0dfe-7a99-47f4-a6c6-352b31e675b2',NULL,NULL,'2026-11-23 22:22:15.313387',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(43,'recording','s3','recordings','xylograph/left-over.mp4',NULL,NULL,NULL,NULL,'2026-11-23 22:22:15.348706',NULL,'2026-11-22 22:22:15.347367',3,'2026-11-23 10:22:15.347381',NULL,NULL);
INSERT INTO "artifact" VALUES(44,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,NULL,NULL,'2026-11-23 22:22:15.348708',NULL,'2026-11-22 22:22:15.347500',0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(45,'folder','local','','e9f3d28c-cd3f-44a1-9658-1e12faca7ca0/',NULL,'e9f3d28c-cd3f-44a1-9658-1e12faca7ca0',NULL,NULL,'2026-11-23 22:22:15.363997','2026-11-23 21:22:15.399407',NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(46,'folder','local','','69b72471-c271-4a83-92f1-9dbfd5e3c663/',NULL,'69b72471-c271-4a83-92f1-9dbfd5e3c663',NULL,NULL,'2026-11-23 22:22:15.364481',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(47,'wav','local','','e9f3d28c-cd3f-44a1-9658-1e12faca7ca0/audio.wav',NULL,'e9f3d28c-cd3f-44a1-9658-1e12faca7ca0',NULL,NULL,'2026-11-23 22:22:15.388633','2026-11-23 21:22:15.399407',NULL,0,NULL,NULL,NULL);
CREATE TABLE instance (
	one INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_instance PRIMARY KEY (one), 
	CONSTRAINT ck_instance_one CHECK (one = 1)
);
INSERT INTO "instance" VALUES(1,'6f0d5a05-517d-4c62-ba80-d5a8c048b7e2','2026-11-23 22:22:14.308320');
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
INSERT INTO "job" VALUES('e9f3d28c-cd3f-44a1-9658-1e12faca7ca0','convert','2026-11-23 22:22:15.365094',0.0,'worker-1',NULL,NULL,1,'xylograph',NULL,0);
INSERT INTO "job" VALUES('69b72471-c271-4a83-92f1-9dbfd5e3c663','convert','2026-11-23 22:22:15.368327',0.0,'worker-1',NULL,NULL,1,'marzipan',NULL,0);
CREATE TABLE marked_store (
	store VARCHAR NOT NULL, 
	bucket VARCHAR NOT NULL, 
	marked_at DATETIME NOT NULL, 
	CONSTRAINT pk_marked_store PRIMARY KEY (store, bucket)
);
INSERT INTO "marked_store" VALUES('local','','2026-11-23 22:22:14.332335');
INSERT INTO "marked_store" VALUES('s3','default','2026-11-23 22:22:14.362519');
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
INSERT INTO "meeting" VALUES('1233e840-60cd-4f86-8275-47622dc4ec10','marzipan',NULL,NULL,'2026-11-15 22:22:14.447777','2026-11-15 22:52:14.447777',NULL,0,'',NULL,NULL,1);
INSERT INTO "meeting" VALUES('be2c8f2a-6baf-4f0a-94bb-cfb8df8f9f46','xylograph',NULL,NULL,'2026-11-15 22:22:14.834194','2026-11-15 22:52:14.834194',NULL,0,'','composed/xylograph.mp4',NULL,1);
INSERT INTO "meeting" VALUES('ace0a5fe-5f7b-469b-919d-86453d90ba00','they said xylograph','they said xylograph','they said xylograph','2026-10-24 22:22:15.075292','2026-10-24 22:52:15.075292',NULL,0,'','composed/xylograph-orphan.mp4',NULL,1);
INSERT INTO "meeting" VALUES('93feed9a-02f7-4bbc-84b5-8101c0556089','they said marzipan','they said marzipan','they said marzipan','2026-01-27 22:22:15.147463','2026-01-27 22:52:15.147463','db3c9b39-0d85-4d6b-882c-750131e7b8d4',0,'','composed/marzipan.mp4',NULL,1);
CREATE TABLE meeting_consent (
	id VARCHAR NOT NULL, 
	meeting_id VARCHAR NOT NULL, 
	user_id VARCHAR, 
	consent_given BOOLEAN NOT NULL, 
	consent_timestamp DATETIME NOT NULL, 
	CONSTRAINT pk_meeting_consent PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_consent_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
);
INSERT INTO "meeting_consent" VALUES('172fcc0c-4e32-42d6-b183-bdb58c14aa41','1233e840-60cd-4f86-8275-47622dc4ec10','marzipan',0,'2026-11-23 22:22:14.668550');
INSERT INTO "meeting_consent" VALUES('1a3e7224-cf8b-4f44-987f-c92ec43c67a7','be2c8f2a-6baf-4f0a-94bb-cfb8df8f9f46','xylograph',1,'2026-11-23 22:22:14.855549');
INSERT INTO "meeting_consent" VALUES('30350ff1-bca9-4da3-873f-0cf8a94e70b7','be2c8f2a-6baf-4f0a-94bb-cfb8df8f9f46','xylograph',0,'2026-11-23 22:22:14.855785');
INSERT INTO "meeting_consent" VALUES('c343c319-b5c8-4320-b7bf-e49ca4ba0da6','ace0a5fe-5f7b-469b-919d-86453d90ba00',NULL,1,'2026-11-23 22:22:15.096494');
INSERT INTO "meeting_consent" VALUES('3eccfa2d-cba6-4f2e-936f-8fc0c81b2e8c','93feed9a-02f7-4bbc-84b5-8101c0556089',NULL,0,'2026-11-23 22:22:15.153404');
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
INSERT INTO "recording" VALUES('3ca22f53-7abf-455b-8a0b-881b5519ed84','recordings','','2026-11-15 22:22:14.447983','completed','1233e840-60cd-4f86-8275-47622dc4ec10','["marzipan/track-0.webm", "marzipan/track-1.webm"]',1);
INSERT INTO "recording" VALUES('fec76564-aa2c-4b5c-9820-1178af1632d2','recordings','marzipan/shared.mp4','2026-11-15 22:22:14.448025','completed','1233e840-60cd-4f86-8275-47622dc4ec10',NULL,1);
INSERT INTO "recording" VALUES('ff20c820-a0d5-4b3e-bccb-3886d01383ce','recordings','marzipan/lone.mp4','2026-11-15 22:22:14.448116','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('18574f3d-560e-4839-8205-58fb310a3c0a','recordings','xylograph/alone.mp4','2026-11-15 22:22:14.708483','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('e42b6505-e004-4f47-91c4-2087be674597','recordings','','2026-11-15 22:22:14.839207','completed','be2c8f2a-6baf-4f0a-94bb-cfb8df8f9f46','["xylograph/track-0.webm", "xylograph/track-1.webm"]',1);
INSERT INTO "recording" VALUES('03a1edb5-c745-44af-9f9b-e4cefed362b3','recordings','xylograph/member.mp4','2026-11-15 22:22:15.079159','completed','ace0a5fe-5f7b-469b-919d-86453d90ba00',NULL,1);
INSERT INTO "recording" VALUES('2f331f74-871d-4dd7-a3eb-e2d8f2cd31a3','recordings','xylograph/orphan.mp4','2026-11-15 22:22:15.087343','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('4d696c36-f959-42b0-9722-a2c2c10271c9','recordings','xylograph/adopted.mp4','2026-11-15 22:22:15.108154','completed',NULL,NULL,1);
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
INSERT INTO "retention_run" VALUES('2fae642a-7bd6-4b88-9c74-36f0ce7c4619','call',7,'2026-11-16 22:22:14.252726','2026-11-23 22:22:14.260033','2026-11-23 22:22:14.433650','done',1,0,0,3,0);
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
INSERT INTO "room" VALUES('db3c9b39-0d85-4d6b-882c-750131e7b8d4','room-db3c9b39','its-owner','2026-11-23 22:22:15.152622',0,'');
CREATE TABLE tombstone (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	erased_at DATETIME NOT NULL, 
	run_id VARCHAR, 
	CONSTRAINT pk_tombstone PRIMARY KEY (id)
);
INSERT INTO "tombstone" VALUES('d4c91f3a-1eea-4d7f-bee1-253a67caba98','transcript','expired','2026-11-23 22:22:14.266903','2fae642a-7bd6-4b88-9c74-36f0ce7c4619');
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
INSERT INTO "transcript" VALUES('8dbb22df-8da1-45f9-9354-696db37d6f6e','A talk','ended','2026-11-15 22:22:14.448079',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public','1233e840-60cd-4f86-8275-47622dc4ec10',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('3596802f-2bc7-4c45-9263-98712b305104','A talk','ended','2026-11-17 22:22:14.448133',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'ff20c820-a0d5-4b3e-bccb-3886d01383ce','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('936293ce-b600-46b5-a599-ee2ad47e8fbf','A talk','ended','2026-11-15 22:22:14.448150',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','1233e840-60cd-4f86-8275-47622dc4ec10',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('8efa16c6-cccf-46ee-8a91-83e18401bc27','A talk','ended','2026-11-15 22:22:14.448180',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'ff20c820-a0d5-4b3e-bccb-3886d01383ce','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('6d880185-a65f-4fe7-be61-00ff3b2d92cd','they said xylograph','ended','2026-11-15 22:22:14.708228',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('b18f790a-ddf8-4221-9007-5cfa9ff871a3','they said xylograph','ended','2026-11-14 22:22:14.708436',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('bf0585c1-86e7-4b2f-8394-70c249c31abe','A talk','ended','2026-11-11 22:22:14.715174',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'18574f3d-560e-4839-8205-58fb310a3c0a','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('8b24aca8-edc5-4302-b15a-e82e9c8ecf18','A talk','ended','2026-11-03 22:22:14.853869',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','be2c8f2a-6baf-4f0a-94bb-cfb8df8f9f46',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('a13ce9ca-4566-448e-988b-b558d5483532','A talk','ended','2026-11-14 22:22:14.853980',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'e42b6505-e004-4f47-91c4-2087be674597','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('97f897ab-9299-4843-ba55-ae5f4a2fa36a','they said xylograph','ended','2026-11-22 22:22:14.999425',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]','2026-11-23 19:58:14.999366','they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('06d912d7-3b16-4e07-8d40-cb3a35e549e0','they said xylograph','ended','2026-11-15 22:22:15.115292',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,'4d696c36-f959-42b0-9722-a2c2c10271c9','file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('fbfc56e4-f1a2-4693-b556-c909cac46e81','they said marzipan','ended','2026-01-27 22:22:15.151274',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('34ec0dfe-7a99-47f4-a6c6-352b31e675b2','they said marzipan','ended','2026-11-17 22:22:15.259532',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('e9f3d28c-cd3f-44a1-9658-1e12faca7ca0','A talk','processing','2026-11-15 22:22:15.362883',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('69b72471-c271-4a83-92f1-9dbfd5e3c663','A talk','uploaded','2026-01-27 22:22:15.363042',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('cfebfb49-9b86-4111-b25d-12f82077c349','they said xylograph','ended','2026-11-15 22:22:15.407413',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,0);
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
