BEGIN TRANSACTION;
CREATE TABLE adoption (
	one INTEGER NOT NULL, 
	adopted_at DATETIME NOT NULL, 
	revision VARCHAR NOT NULL, 
	bucket VARCHAR DEFAULT '' NOT NULL, 
	videos VARCHAR DEFAULT '' NOT NULL, 
	lost VARCHAR DEFAULT '' NOT NULL, 
	keeps_roomless BOOLEAN DEFAULT 1 NOT NULL, 
	origin VARCHAR NOT NULL, 
	epoch BIGINT DEFAULT '1' NOT NULL, 
	first_run_at DATETIME, 
	confirmed_at DATETIME, 
	CONSTRAINT pk_adoption PRIMARY KEY (one), 
	CONSTRAINT ck_adoption_one CHECK (one = 1)
);
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
INSERT INTO "artifact" VALUES(4,'folder','local','','1b0337a5-c0ff-470d-9f46-014ce1de0cd8/',NULL,'1b0337a5-c0ff-470d-9f46-014ce1de0cd8',NULL,NULL,'2026-12-01 09:46:30.384530',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(5,'folder','local','','2e0c8f1c-95d1-4da4-bfcb-c369abe45c3a/',NULL,'2e0c8f1c-95d1-4da4-bfcb-c369abe45c3a',NULL,NULL,'2026-12-01 09:46:30.385900',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(6,'folder','local','','2e896005-dcf8-4c37-b499-091b68ff84c7/',NULL,'2e896005-dcf8-4c37-b499-091b68ff84c7',NULL,NULL,'2026-12-01 09:46:30.386449',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(7,'folder','local','','3b6e4fd3-2152-4469-8906-60d3f5197d62/',NULL,'3b6e4fd3-2152-4469-8906-60d3f5197d62',NULL,NULL,'2026-12-01 09:46:30.386918',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(8,'track','s3','recordings','marzipan/track-0.webm',NULL,NULL,'315f01cf-bb89-4099-b3d2-472d6d9976a8',NULL,'2026-12-01 09:46:30.417390',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(9,'track','s3','recordings','marzipan/track-1.webm',NULL,NULL,'315f01cf-bb89-4099-b3d2-472d6d9976a8',NULL,'2026-12-01 09:46:30.417396',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(10,'recording','s3','recordings','marzipan/lone.mp4',NULL,NULL,'74c4fce2-a1f9-4849-bc0c-b8314bc80fe3',NULL,'2026-12-01 09:46:30.417397',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(11,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,'a28d1327-dec8-40b6-82e8-422fc8afa656',NULL,'2026-12-01 09:46:30.417397',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(12,'folder','local','','585a2e70-f3f0-4f5f-8762-6a8f391b2c3c/',NULL,'585a2e70-f3f0-4f5f-8762-6a8f391b2c3c',NULL,NULL,'2026-12-01 09:46:30.463461',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(13,'folder','local','','b82eb766-b8e7-4e3e-98ab-cddca9a9ed48/',NULL,'b82eb766-b8e7-4e3e-98ab-cddca9a9ed48',NULL,NULL,'2026-12-01 09:46:30.464293',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(14,'folder','local','','86916810-09df-4d2f-bbed-b104c169e59b/',NULL,'86916810-09df-4d2f-bbed-b104c169e59b',NULL,NULL,'2026-12-01 09:46:30.464823',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(15,'recording','s3','recordings','xylograph/alone.mp4',NULL,NULL,'73da6906-7656-46ca-918d-cbed77dab405',NULL,'2026-12-01 09:46:30.471828',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(16,'wav','local','','585a2e70-f3f0-4f5f-8762-6a8f391b2c3c/audio.wav',NULL,'585a2e70-f3f0-4f5f-8762-6a8f391b2c3c',NULL,NULL,'2026-12-01 09:46:30.496446',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(17,'mp3','s3','default','585a2e70-f3f0-4f5f-8762-6a8f391b2c3c/audio.mp3',NULL,'585a2e70-f3f0-4f5f-8762-6a8f391b2c3c',NULL,NULL,'2026-12-01 09:46:30.530866',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(18,'wav','local','','b82eb766-b8e7-4e3e-98ab-cddca9a9ed48/audio.wav',NULL,'b82eb766-b8e7-4e3e-98ab-cddca9a9ed48',NULL,NULL,'2026-12-01 09:46:30.579112',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(19,'mp3','s3','default','b82eb766-b8e7-4e3e-98ab-cddca9a9ed48/audio.mp3',NULL,'b82eb766-b8e7-4e3e-98ab-cddca9a9ed48',NULL,NULL,'2026-12-01 09:46:30.622637',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(20,'folder','local','','3d4e3eed-ac55-4daa-beb2-ee769dfb9463/',NULL,'3d4e3eed-ac55-4daa-beb2-ee769dfb9463',NULL,NULL,'2026-12-01 09:46:30.703577',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(21,'folder','local','','2612ee6f-88c4-4c26-823a-24e95cc56adc/',NULL,'2612ee6f-88c4-4c26-823a-24e95cc56adc',NULL,NULL,'2026-12-01 09:46:30.708982',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(22,'track','s3','recordings','xylograph/track-0.webm',NULL,NULL,'fbef29a6-6b7a-4097-a73a-6813eb8ee574',NULL,'2026-12-01 09:46:30.718975',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(23,'track','s3','recordings','xylograph/track-1.webm',NULL,NULL,'fbef29a6-6b7a-4097-a73a-6813eb8ee574',NULL,'2026-12-01 09:46:30.718983',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(24,'composed_video','s3','recordings','composed/xylograph.mp4',NULL,NULL,NULL,'31af40ac-338e-469f-841d-c455817d2c3c','2026-12-01 09:46:30.733863',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(25,'wav','local','','2612ee6f-88c4-4c26-823a-24e95cc56adc/audio.wav',NULL,'2612ee6f-88c4-4c26-823a-24e95cc56adc',NULL,NULL,'2026-12-01 09:46:30.747533',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(26,'mp3','s3','default','2612ee6f-88c4-4c26-823a-24e95cc56adc/audio.mp3',NULL,'2612ee6f-88c4-4c26-823a-24e95cc56adc',NULL,NULL,'2026-12-01 09:46:30.791441',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(27,'folder','local','','006c6a84-93ec-444a-8691-84cfc9fcba8d/',NULL,'006c6a84-93ec-444a-8691-84cfc9fcba8d',NULL,NULL,'2026-12-01 09:46:30.838515',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(28,'wav','local','','006c6a84-93ec-444a-8691-84cfc9fcba8d/audio.wav',NULL,'006c6a84-93ec-444a-8691-84cfc9fcba8d',NULL,NULL,'2026-12-01 09:46:30.863653',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(29,'mp3','s3','default','006c6a84-93ec-444a-8691-84cfc9fcba8d/audio.mp3',NULL,'006c6a84-93ec-444a-8691-84cfc9fcba8d',NULL,NULL,'2026-12-01 09:46:30.918801',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(30,'recording','s3','recordings','xylograph/orphan.mp4',NULL,NULL,'1526c17d-3553-4e72-9663-32b83a31399f',NULL,'2026-12-01 09:46:31.069851',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(31,'recording','s3','recordings','xylograph/member.mp4',NULL,NULL,'c8feb083-4b7b-4d85-9c10-ea1bb33cf7fe',NULL,'2026-12-01 09:46:31.069858',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(32,'composed_video','s3','recordings','composed/xylograph-orphan.mp4',NULL,NULL,NULL,'6dd6d127-31c9-41fa-b5d6-ddd2e1ef1f7c','2026-12-01 09:46:31.107551',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(33,'folder','local','','0a3f3995-5c23-49ae-a2e3-c62eb0a1febd/',NULL,'0a3f3995-5c23-49ae-a2e3-c62eb0a1febd',NULL,NULL,'2026-12-01 09:46:31.222145',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(34,'recording','s3','recordings','xylograph/adopted.mp4',NULL,NULL,'4d78c89a-9ee2-4bc1-8558-a684e037efa9',NULL,'2026-12-01 09:46:31.235576',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(35,'composed_video','s3','recordings','composed/marzipan.mp4',NULL,NULL,NULL,'adbce66b-45a1-4cba-87b1-682c2c34c7a3','2026-12-01 09:46:31.272892',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(36,'folder','local','','ce1da0f2-efa2-45de-8dfc-d03233e33cbb/',NULL,'ce1da0f2-efa2-45de-8dfc-d03233e33cbb',NULL,NULL,'2026-12-01 09:46:31.290406',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(37,'mp3','s3','default','ce1da0f2-efa2-45de-8dfc-d03233e33cbb/audio.mp3',NULL,'ce1da0f2-efa2-45de-8dfc-d03233e33cbb',NULL,NULL,'2026-12-01 09:46:31.290412',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(38,'wav','local','','0a3f3995-5c23-49ae-a2e3-c62eb0a1febd/audio.wav',NULL,'0a3f3995-5c23-49ae-a2e3-c62eb0a1febd',NULL,NULL,'2026-12-01 09:46:31.311648',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(39,'mp3','s3','default','0a3f3995-5c23-49ae-a2e3-c62eb0a1febd/audio.mp3',NULL,'0a3f3995-5c23-49ae-a2e3-c62eb0a1febd',NULL,NULL,'2026-12-01 09:46:31.382369',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(40,'folder','local','','ab0e8680-4ed1-4857-87e2-c792ecfe51cf/',NULL,'ab0e8680-4ed1-4857-87e2-c792ecfe51cf',NULL,NULL,'2026-12-01 09:46:31.442120',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(41,'wav','local','','ab0e8680-4ed1-4857-87e2-c792ecfe51cf/audio.wav',NULL,'ab0e8680-4ed1-4857-87e2-c792ecfe51cf',NULL,NULL,'2026-12-01 09:46:31.464451',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(42,'mp3','s3','default','ab0e8680-4ed1-4857-87e2-c792ecfe51cf/audio.mp3',NULL,'ab0e8680-4ed1-4857-87e2-c792ecfe51cf',NULL,NULL,'2026-12-01 09:46:31.529457',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(43,'recording','s3','recordings','xylograph/left-over.mp4',NULL,NULL,NULL,NULL,'2026-12-01 09:46:31.602737',NULL,'2026-11-30 09:46:31.601140',3,'2026-11-30 21:46:31.601156',NULL,NULL);
INSERT INTO "artifact" VALUES(44,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,NULL,NULL,'2026-12-01 09:46:31.602741',NULL,'2026-11-30 09:46:31.601289',0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(45,'folder','local','','097e6b5f-f5a1-4d31-b4fd-d9c3d5a87332/',NULL,'097e6b5f-f5a1-4d31-b4fd-d9c3d5a87332',NULL,NULL,'2026-12-01 09:46:31.671745','2026-12-01 08:46:31.719773',NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(46,'folder','local','','a8dda78c-184a-4eb4-a9d2-7c5f442686e8/',NULL,'a8dda78c-184a-4eb4-a9d2-7c5f442686e8',NULL,NULL,'2026-12-01 09:46:31.679601',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(47,'wav','local','','097e6b5f-f5a1-4d31-b4fd-d9c3d5a87332/audio.wav',NULL,'097e6b5f-f5a1-4d31-b4fd-d9c3d5a87332',NULL,NULL,'2026-12-01 09:46:31.705887','2026-12-01 08:46:31.719773',NULL,0,NULL,NULL,NULL);
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
INSERT INTO "instance" VALUES(1,'51158555-f6a7-42cf-90fb-4b8cf29dcdce','2026-12-01 09:46:29.658009');
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
	chunks_received INTEGER DEFAULT '0' NOT NULL, upload_bytes BIGINT, ephemeral BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_job PRIMARY KEY (transcript_id), 
	CONSTRAINT fk_job_transcript_id_transcript FOREIGN KEY(transcript_id) REFERENCES transcript (id) ON DELETE CASCADE
);
INSERT INTO "job" VALUES('097e6b5f-f5a1-4d31-b4fd-d9c3d5a87332','convert','2026-12-01 09:46:31.688651',0.0,'worker-1',NULL,NULL,1,'xylograph',NULL,0,NULL,0);
INSERT INTO "job" VALUES('a8dda78c-184a-4eb4-a9d2-7c5f442686e8','convert','2026-12-01 09:46:31.689559',0.0,'worker-1',NULL,NULL,1,'marzipan',NULL,0,NULL,0);
CREATE TABLE journal_entry (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	subject_id VARCHAR NOT NULL, 
	at DATETIME NOT NULL, 
	reason VARCHAR, 
	until DATETIME, 
	durable BOOLEAN DEFAULT 0 NOT NULL, 
	complete BOOLEAN DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_journal_entry PRIMARY KEY (id)
);
CREATE TABLE marked_store (
	store VARCHAR NOT NULL, 
	bucket VARCHAR NOT NULL, 
	marked_at DATETIME NOT NULL, 
	CONSTRAINT pk_marked_store PRIMARY KEY (store, bucket)
);
INSERT INTO "marked_store" VALUES('s3','default','2026-12-01 09:46:30.085504');
INSERT INTO "marked_store" VALUES('local','','2026-12-01 09:46:30.104185');
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
	inventoried BOOLEAN DEFAULT 0 NOT NULL, begun_by_guest BOOLEAN DEFAULT 0 NOT NULL, taken_over_at DATETIME, 
	CONSTRAINT pk_meeting PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_room_id_room FOREIGN KEY(room_id) REFERENCES room (id) ON DELETE RESTRICT
);
INSERT INTO "meeting" VALUES('cc94c6eb-519f-4699-bbee-a251cb4bedb6','marzipan',NULL,NULL,'2026-11-23 09:46:30.327297','2026-11-23 10:16:30.327297',NULL,0,'',NULL,NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('31af40ac-338e-469f-841d-c455817d2c3c','xylograph',NULL,NULL,'2026-11-23 09:46:30.670044','2026-11-23 10:16:30.670044',NULL,0,'','composed/xylograph.mp4',NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('6dd6d127-31c9-41fa-b5d6-ddd2e1ef1f7c','they said xylograph','they said xylograph','they said xylograph','2026-11-01 09:46:30.972992','2026-11-01 10:16:30.972992',NULL,0,'','composed/xylograph-orphan.mp4',NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('adbce66b-45a1-4cba-87b1-682c2c34c7a3','they said marzipan','they said marzipan','they said marzipan','2026-02-04 09:46:31.207795','2026-02-04 10:16:31.207795','f5455525-0f3a-4d35-be7c-c9ce11042c5d',0,'','composed/marzipan.mp4',NULL,1,0,NULL);
CREATE TABLE meeting_consent (
	id VARCHAR NOT NULL, 
	meeting_id VARCHAR NOT NULL, 
	user_id VARCHAR, 
	consent_given BOOLEAN NOT NULL, 
	consent_timestamp DATETIME NOT NULL, decision VARCHAR, 
	CONSTRAINT pk_meeting_consent PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_consent_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
);
INSERT INTO "meeting_consent" VALUES('3e3bd55d-a821-4a91-9239-4cd87b86f9c6','cc94c6eb-519f-4699-bbee-a251cb4bedb6','marzipan',0,'2026-12-01 09:46:30.375194',NULL);
INSERT INTO "meeting_consent" VALUES('f7be9f2b-4de4-4b81-81b4-97c34e14e936','31af40ac-338e-469f-841d-c455817d2c3c','xylograph',1,'2026-12-01 09:46:30.702365',NULL);
INSERT INTO "meeting_consent" VALUES('2a280aba-8416-4068-b133-1ca36609ff27','31af40ac-338e-469f-841d-c455817d2c3c','xylograph',0,'2026-12-01 09:46:30.702629',NULL);
INSERT INTO "meeting_consent" VALUES('6db688db-e6e3-465a-8e41-bbc271f84410','6dd6d127-31c9-41fa-b5d6-ddd2e1ef1f7c',NULL,1,'2026-12-01 09:46:31.041154',NULL);
INSERT INTO "meeting_consent" VALUES('c124f42b-643b-465d-96d6-cd48eabcd9db','adbce66b-45a1-4cba-87b1-682c2c34c7a3',NULL,0,'2026-12-01 09:46:31.221499',NULL);
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
INSERT INTO "recording" VALUES('315f01cf-bb89-4099-b3d2-472d6d9976a8','recordings','','2026-11-23 09:46:30.327424','completed','cc94c6eb-519f-4699-bbee-a251cb4bedb6','["marzipan/track-0.webm", "marzipan/track-1.webm"]',1);
INSERT INTO "recording" VALUES('a28d1327-dec8-40b6-82e8-422fc8afa656','recordings','marzipan/shared.mp4','2026-11-23 09:46:30.327468','completed','cc94c6eb-519f-4699-bbee-a251cb4bedb6',NULL,1);
INSERT INTO "recording" VALUES('74c4fce2-a1f9-4849-bc0c-b8314bc80fe3','recordings','marzipan/lone.mp4','2026-11-23 09:46:30.327555','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('73da6906-7656-46ca-918d-cbed77dab405','recordings','xylograph/alone.mp4','2026-11-23 09:46:30.452356','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('fbef29a6-6b7a-4097-a73a-6813eb8ee574','recordings','','2026-11-23 09:46:30.684371','completed','31af40ac-338e-469f-841d-c455817d2c3c','["xylograph/track-0.webm", "xylograph/track-1.webm"]',1);
INSERT INTO "recording" VALUES('c8feb083-4b7b-4d85-9c10-ea1bb33cf7fe','recordings','xylograph/member.mp4','2026-11-23 09:46:30.984224','completed','6dd6d127-31c9-41fa-b5d6-ddd2e1ef1f7c',NULL,1);
INSERT INTO "recording" VALUES('1526c17d-3553-4e72-9663-32b83a31399f','recordings','xylograph/orphan.mp4','2026-11-23 09:46:31.000262','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('4d78c89a-9ee2-4bc1-8558-a684e037efa9','recordings','xylograph/adopted.mp4','2026-11-23 09:46:31.126134','completed',NULL,NULL,1);
CREATE TABLE recording_meeting (
	recording_id VARCHAR NOT NULL, 
	meeting_id VARCHAR NOT NULL, 
	CONSTRAINT pk_recording_meeting PRIMARY KEY (recording_id, meeting_id), 
	CONSTRAINT fk_recording_meeting_recording_id_recording FOREIGN KEY(recording_id) REFERENCES recording (id) ON DELETE CASCADE, 
	CONSTRAINT fk_recording_meeting_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
);
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
INSERT INTO "retention_run" VALUES('32814e64-c940-442c-9407-f72148878140','call',7,'2026-11-24 09:46:29.648396','2026-12-01 09:46:29.702271','2026-12-01 09:46:30.289255','done',1,0,0,3,0,NULL,NULL);
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
INSERT INTO "room" VALUES('f5455525-0f3a-4d35-be7c-c9ce11042c5d','room-f5455525','its-owner','2026-12-01 09:46:31.220566',0,'');
CREATE TABLE tombstone (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	erased_at DATETIME NOT NULL, 
	run_id VARCHAR, 
	CONSTRAINT pk_tombstone PRIMARY KEY (id)
);
INSERT INTO "tombstone" VALUES('7176366b-f1b0-4699-8635-5d08822ce2a0','transcript','expired','2026-12-01 09:46:29.746243','32814e64-c940-442c-9407-f72148878140');
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
INSERT INTO "transcript" VALUES('1b0337a5-c0ff-470d-9f46-014ce1de0cd8','A talk','ended','2026-11-23 09:46:30.327520',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public','cc94c6eb-519f-4699-bbee-a251cb4bedb6',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('2e0c8f1c-95d1-4da4-bfcb-c369abe45c3a','A talk','ended','2026-11-25 09:46:30.327579',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'74c4fce2-a1f9-4849-bc0c-b8314bc80fe3','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('2e896005-dcf8-4c37-b499-091b68ff84c7','A talk','ended','2026-11-23 09:46:30.327595',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','cc94c6eb-519f-4699-bbee-a251cb4bedb6',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('3b6e4fd3-2152-4469-8906-60d3f5197d62','A talk','ended','2026-11-23 09:46:30.327610',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'74c4fce2-a1f9-4849-bc0c-b8314bc80fe3','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('585a2e70-f3f0-4f5f-8762-6a8f391b2c3c','they said xylograph','ended','2026-11-23 09:46:30.451942',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('b82eb766-b8e7-4e3e-98ab-cddca9a9ed48','they said xylograph','ended','2026-11-22 09:46:30.452292',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('86916810-09df-4d2f-bbed-b104c169e59b','A talk','ended','2026-11-19 09:46:30.461270',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'73da6906-7656-46ca-918d-cbed77dab405','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('3d4e3eed-ac55-4daa-beb2-ee769dfb9463','A talk','ended','2026-11-11 09:46:30.700756',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','31af40ac-338e-469f-841d-c455817d2c3c',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('2612ee6f-88c4-4c26-823a-24e95cc56adc','A talk','ended','2026-11-22 09:46:30.700874',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'fbef29a6-6b7a-4097-a73a-6813eb8ee574','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('006c6a84-93ec-444a-8691-84cfc9fcba8d','they said xylograph','ended','2026-11-30 09:46:30.836664',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]','2026-12-01 07:22:30.836615','they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('ce1da0f2-efa2-45de-8dfc-d03233e33cbb','they said xylograph','ended','2026-11-23 09:46:31.140136',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,'4d78c89a-9ee2-4bc1-8558-a684e037efa9','file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('0a3f3995-5c23-49ae-a2e3-c62eb0a1febd','they said marzipan','ended','2026-02-04 09:46:31.218780',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('ab0e8680-4ed1-4857-87e2-c792ecfe51cf','they said marzipan','ended','2026-11-25 09:46:31.440423',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('097e6b5f-f5a1-4d31-b4fd-d9c3d5a87332','A talk','processing','2026-11-23 09:46:31.669997',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('a8dda78c-184a-4eb4-a9d2-7c5f442686e8','A talk','uploaded','2026-02-04 09:46:31.670096',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('18dc3cf2-726e-4ecb-b4f7-40e0f960dcb9','they said xylograph','ended','2026-11-23 09:46:31.729808',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,0);
CREATE TABLE usage (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	client VARCHAR NOT NULL, 
	amount BIGINT NOT NULL, 
	created_at DATETIME NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_usage PRIMARY KEY (id)
);
CREATE TABLE webhook_message (
	id VARCHAR NOT NULL, 
	seen_at DATETIME NOT NULL, 
	CONSTRAINT pk_webhook_message PRIMARY KEY (id)
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
CREATE INDEX ix_meeting_not_inventoried ON meeting (id) WHERE NOT inventoried;
CREATE INDEX ix_meeting_room_id ON meeting (room_id);
CREATE INDEX ix_artifact_location ON artifact (store, bucket, "key") WHERE transcript_id IS NOT NULL OR recording_id IS NOT NULL OR meeting_id IS NOT NULL;
CREATE INDEX ix_meeting_consent_refused ON meeting_consent (meeting_id) WHERE NOT consent_given;
CREATE INDEX ix_usage_client_name ON usage (client, name);
CREATE INDEX ix_usage_until ON usage (until);
CREATE INDEX ix_job_ephemeral ON job (created_at) WHERE ephemeral;
CREATE INDEX ix_journal_entry_at ON journal_entry (at);
CREATE INDEX ix_journal_entry_incomplete ON journal_entry (at) WHERE NOT complete;
CREATE INDEX ix_recording_meeting_meeting_id ON recording_meeting (meeting_id);
CREATE INDEX ix_webhook_message_seen_at ON webhook_message (seen_at);
CREATE TRIGGER meeting_pointer_changed AFTER UPDATE OF daily_composed_video_s3_key ON meeting BEGIN UPDATE meeting SET inventoried = 0 WHERE id = NEW.id; END;
CREATE TRIGGER recording_pointer_changed AFTER UPDATE OF bucket_name, object_key, track_keys ON recording BEGIN UPDATE recording SET inventoried = 0 WHERE id = NEW.id; END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('artifact',47);
COMMIT;
