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
	turn VARCHAR NOT NULL, 
	last_turn VARCHAR DEFAULT '' NOT NULL, 
	server VARCHAR NOT NULL, 
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
INSERT INTO "artifact" VALUES(4,'folder','local','','faf5ec4a-f5cf-4dfe-9bf7-e5db54dd8d6d/',NULL,'faf5ec4a-f5cf-4dfe-9bf7-e5db54dd8d6d',NULL,NULL,'2026-12-01 14:18:17.519528',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(5,'folder','local','','58a89f9f-a1f0-4968-a481-5c9131873354/',NULL,'58a89f9f-a1f0-4968-a481-5c9131873354',NULL,NULL,'2026-12-01 14:18:17.529431',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(6,'folder','local','','8a94bbfb-d790-43ae-a858-737bbe58cfed/',NULL,'8a94bbfb-d790-43ae-a858-737bbe58cfed',NULL,NULL,'2026-12-01 14:18:17.529976',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(7,'folder','local','','fc07d8b5-a7d1-4b93-b4da-9456642c0c2f/',NULL,'fc07d8b5-a7d1-4b93-b4da-9456642c0c2f',NULL,NULL,'2026-12-01 14:18:17.530396',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(8,'track','s3','recordings','marzipan/track-0.webm',NULL,NULL,'60b396f3-3cb8-4680-abb6-693f9754ecfa',NULL,'2026-12-01 14:18:17.567033',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(9,'track','s3','recordings','marzipan/track-1.webm',NULL,NULL,'60b396f3-3cb8-4680-abb6-693f9754ecfa',NULL,'2026-12-01 14:18:17.567042',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(10,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,'6398463d-4c0b-4763-a25e-1bbe1d2b67b0',NULL,'2026-12-01 14:18:17.567043',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(11,'recording','s3','recordings','marzipan/lone.mp4',NULL,NULL,'ccbc6778-6c8b-4a9e-996e-cfc6c8f38845',NULL,'2026-12-01 14:18:17.567044',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(12,'folder','local','','2da0b20a-842d-42ff-aee7-fb91233deb7c/',NULL,'2da0b20a-842d-42ff-aee7-fb91233deb7c',NULL,NULL,'2026-12-01 14:18:17.640241',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(13,'folder','local','','4db36896-ae26-4916-8022-19464cd760ce/',NULL,'4db36896-ae26-4916-8022-19464cd760ce',NULL,NULL,'2026-12-01 14:18:17.641279',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(14,'folder','local','','fcd70605-53ae-416e-8daa-fa9276de7648/',NULL,'fcd70605-53ae-416e-8daa-fa9276de7648',NULL,NULL,'2026-12-01 14:18:17.641737',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(15,'recording','s3','recordings','xylograph/alone.mp4',NULL,NULL,'961d6038-4f4c-4058-b308-87e35e784766',NULL,'2026-12-01 14:18:17.661588',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(16,'wav','local','','2da0b20a-842d-42ff-aee7-fb91233deb7c/audio.wav',NULL,'2da0b20a-842d-42ff-aee7-fb91233deb7c',NULL,NULL,'2026-12-01 14:18:17.687319',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(17,'mp3','s3','default','2da0b20a-842d-42ff-aee7-fb91233deb7c/audio.mp3',NULL,'2da0b20a-842d-42ff-aee7-fb91233deb7c',NULL,NULL,'2026-12-01 14:18:17.735805',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(18,'wav','local','','4db36896-ae26-4916-8022-19464cd760ce/audio.wav',NULL,'4db36896-ae26-4916-8022-19464cd760ce',NULL,NULL,'2026-12-01 14:18:17.785780',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(19,'mp3','s3','default','4db36896-ae26-4916-8022-19464cd760ce/audio.mp3',NULL,'4db36896-ae26-4916-8022-19464cd760ce',NULL,NULL,'2026-12-01 14:18:17.841186',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(20,'folder','local','','3f4be950-5a88-41e5-ac68-ef45eae98380/',NULL,'3f4be950-5a88-41e5-ac68-ef45eae98380',NULL,NULL,'2026-12-01 14:18:17.894508',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(21,'folder','local','','4da324a2-6754-44eb-98e4-1f6eb5e810d2/',NULL,'4da324a2-6754-44eb-98e4-1f6eb5e810d2',NULL,NULL,'2026-12-01 14:18:17.895083',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(22,'track','s3','recordings','xylograph/track-0.webm',NULL,NULL,'ffc66ee0-02e8-429a-9269-cf9c333654f5',NULL,'2026-12-01 14:18:17.914589',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(23,'track','s3','recordings','xylograph/track-1.webm',NULL,NULL,'ffc66ee0-02e8-429a-9269-cf9c333654f5',NULL,'2026-12-01 14:18:17.914596',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(24,'composed_video','s3','recordings','composed/xylograph.mp4',NULL,NULL,NULL,'397d0f94-5390-4e9c-8087-0855dfe8e216','2026-12-01 14:18:17.931355',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(25,'wav','local','','4da324a2-6754-44eb-98e4-1f6eb5e810d2/audio.wav',NULL,'4da324a2-6754-44eb-98e4-1f6eb5e810d2',NULL,NULL,'2026-12-01 14:18:17.960659',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(26,'mp3','s3','default','4da324a2-6754-44eb-98e4-1f6eb5e810d2/audio.mp3',NULL,'4da324a2-6754-44eb-98e4-1f6eb5e810d2',NULL,NULL,'2026-12-01 14:18:18.005459',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(27,'folder','local','','622cf0d9-2223-4100-ab8c-579277c2418a/',NULL,'622cf0d9-2223-4100-ab8c-579277c2418a',NULL,NULL,'2026-12-01 14:18:18.039003',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(28,'wav','local','','622cf0d9-2223-4100-ab8c-579277c2418a/audio.wav',NULL,'622cf0d9-2223-4100-ab8c-579277c2418a',NULL,NULL,'2026-12-01 14:18:18.070132',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(29,'mp3','s3','default','622cf0d9-2223-4100-ab8c-579277c2418a/audio.mp3',NULL,'622cf0d9-2223-4100-ab8c-579277c2418a',NULL,NULL,'2026-12-01 14:18:18.118391',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(30,'recording','s3','recordings','xylograph/member.mp4',NULL,NULL,'28ab9b34-bec6-4809-b9bc-c999d468f398',NULL,'2026-12-01 14:18:18.180406',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(31,'recording','s3','recordings','xylograph/orphan.mp4',NULL,NULL,'e2ea362b-de5c-4078-af56-15cd066634dc',NULL,'2026-12-01 14:18:18.180415',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(32,'composed_video','s3','recordings','composed/xylograph-orphan.mp4',NULL,NULL,NULL,'79647ab3-c8ee-45ca-82a3-64913dd3e520','2026-12-01 14:18:18.194317',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(33,'folder','local','','73c2cfe7-7654-470b-a922-79ac81270473/',NULL,'73c2cfe7-7654-470b-a922-79ac81270473',NULL,NULL,'2026-12-01 14:18:18.240361',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(34,'recording','s3','recordings','xylograph/adopted.mp4',NULL,NULL,'4d2e9a51-a8bb-4a05-ba33-21856040db9e',NULL,'2026-12-01 14:18:18.243414',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(35,'composed_video','s3','recordings','composed/marzipan.mp4',NULL,NULL,NULL,'00f58556-8036-4180-899d-825849fe849d','2026-12-01 14:18:18.272976',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(36,'folder','local','','4c795402-40c1-4224-a13d-004aa78d24c1/',NULL,'4c795402-40c1-4224-a13d-004aa78d24c1',NULL,NULL,'2026-12-01 14:18:18.282566',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(37,'mp3','s3','default','4c795402-40c1-4224-a13d-004aa78d24c1/audio.mp3',NULL,'4c795402-40c1-4224-a13d-004aa78d24c1',NULL,NULL,'2026-12-01 14:18:18.282575',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(38,'wav','local','','73c2cfe7-7654-470b-a922-79ac81270473/audio.wav',NULL,'73c2cfe7-7654-470b-a922-79ac81270473',NULL,NULL,'2026-12-01 14:18:18.310454',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(39,'mp3','s3','default','73c2cfe7-7654-470b-a922-79ac81270473/audio.mp3',NULL,'73c2cfe7-7654-470b-a922-79ac81270473',NULL,NULL,'2026-12-01 14:18:18.349821',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(40,'folder','local','','a3aba28a-133d-4029-a7a8-7fe6e922d063/',NULL,'a3aba28a-133d-4029-a7a8-7fe6e922d063',NULL,NULL,'2026-12-01 14:18:18.375717',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(41,'wav','local','','a3aba28a-133d-4029-a7a8-7fe6e922d063/audio.wav',NULL,'a3aba28a-133d-4029-a7a8-7fe6e922d063',NULL,NULL,'2026-12-01 14:18:18.409191',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(42,'mp3','s3','default','a3aba28a-133d-4029-a7a8-7fe6e922d063/audio.mp3',NULL,'a3aba28a-133d-4029-a7a8-7fe6e922d063',NULL,NULL,'2026-12-01 14:18:18.453223',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(43,'recording','s3','recordings','xylograph/left-over.mp4',NULL,NULL,NULL,NULL,'2026-12-01 14:18:18.492686',NULL,'2026-11-30 14:18:18.478685',3,'2026-12-01 02:18:18.478698',NULL,NULL);
INSERT INTO "artifact" VALUES(44,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,NULL,NULL,'2026-12-01 14:18:18.492692',NULL,'2026-11-30 14:18:18.478813',0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(45,'folder','local','','3416d766-18a3-4174-b52a-97b75b1b54ee/',NULL,'3416d766-18a3-4174-b52a-97b75b1b54ee',NULL,NULL,'2026-12-01 14:18:18.577250','2026-12-01 13:18:18.632179',NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(46,'folder','local','','428bbda3-d80d-491c-8869-5c2fb0b2ebb6/',NULL,'428bbda3-d80d-491c-8869-5c2fb0b2ebb6',NULL,NULL,'2026-12-01 14:18:18.578116',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(47,'wav','local','','3416d766-18a3-4174-b52a-97b75b1b54ee/audio.wav',NULL,'3416d766-18a3-4174-b52a-97b75b1b54ee',NULL,NULL,'2026-12-01 14:18:18.616637','2026-12-01 13:18:18.632179',NULL,0,NULL,NULL,NULL);
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
INSERT INTO "instance" VALUES(1,'bfb3cf2c-fe05-4bb8-853d-e69d4cfe7840','2026-12-01 14:18:16.867832');
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
	chunks_received INTEGER DEFAULT '0' NOT NULL, upload_bytes BIGINT, ephemeral BOOLEAN DEFAULT 0 NOT NULL, diarization BOOLEAN, work_seconds DOUBLE DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_job PRIMARY KEY (transcript_id), 
	CONSTRAINT fk_job_transcript_id_transcript FOREIGN KEY(transcript_id) REFERENCES transcript (id) ON DELETE CASCADE
);
INSERT INTO "job" VALUES('3416d766-18a3-4174-b52a-97b75b1b54ee','convert','2026-12-01 14:18:18.579102',0.0,'worker-1',NULL,NULL,1,'xylograph',NULL,0,NULL,0,NULL,0.0);
INSERT INTO "job" VALUES('428bbda3-d80d-491c-8869-5c2fb0b2ebb6','convert','2026-12-01 14:18:18.579762',0.0,'worker-1',NULL,NULL,1,'marzipan',NULL,0,NULL,0,NULL,0.0);
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
INSERT INTO "marked_store" VALUES('local','','2026-12-01 14:18:17.343209');
INSERT INTO "marked_store" VALUES('s3','default','2026-12-01 14:18:17.396779');
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
INSERT INTO "meeting" VALUES('5e9e605d-05b6-4f78-8667-c6b94d7c4c25','marzipan',NULL,NULL,'2026-11-23 14:18:17.487819','2026-11-23 14:48:17.487819',NULL,0,'',NULL,NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('397d0f94-5390-4e9c-8087-0855dfe8e216','xylograph',NULL,NULL,'2026-11-23 14:18:17.887671','2026-11-23 14:48:17.887671',NULL,0,'','composed/xylograph.mp4',NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('79647ab3-c8ee-45ca-82a3-64913dd3e520','they said xylograph','they said xylograph','they said xylograph','2026-11-01 14:18:18.139778','2026-11-01 14:48:18.139778',NULL,0,'','composed/xylograph-orphan.mp4',NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('00f58556-8036-4180-899d-825849fe849d','they said marzipan','they said marzipan','they said marzipan','2026-02-04 14:18:18.217395','2026-02-04 14:48:18.217395','4be6efb6-7c5c-4b85-8169-22808d39e13a',0,'','composed/marzipan.mp4',NULL,1,0,NULL);
CREATE TABLE meeting_consent (
	id VARCHAR NOT NULL, 
	meeting_id VARCHAR NOT NULL, 
	user_id VARCHAR, 
	consent_given BOOLEAN NOT NULL, 
	consent_timestamp DATETIME NOT NULL, decision VARCHAR, 
	CONSTRAINT pk_meeting_consent PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_consent_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
);
INSERT INTO "meeting_consent" VALUES('42080eab-edcb-45c6-b925-345516c53bc1','5e9e605d-05b6-4f78-8667-c6b94d7c4c25','marzipan',0,'2026-12-01 14:18:17.510459',NULL);
INSERT INTO "meeting_consent" VALUES('b9fd753d-4543-45ce-a8d9-fab50a1ab172','397d0f94-5390-4e9c-8087-0855dfe8e216','xylograph',1,'2026-12-01 14:18:17.893075',NULL);
INSERT INTO "meeting_consent" VALUES('6e5d26b1-21f4-449a-8d5c-a1b30e81e97f','397d0f94-5390-4e9c-8087-0855dfe8e216','xylograph',0,'2026-12-01 14:18:17.893302',NULL);
INSERT INTO "meeting_consent" VALUES('c1a88ffa-fc7b-40c7-8131-faf2fff319dc','79647ab3-c8ee-45ca-82a3-64913dd3e520',NULL,1,'2026-12-01 14:18:18.154212',NULL);
INSERT INTO "meeting_consent" VALUES('f517fb68-d6e4-4082-9383-a6b704224cc1','00f58556-8036-4180-899d-825849fe849d',NULL,0,'2026-12-01 14:18:18.219382',NULL);
CREATE TABLE piece (
	transcript_id VARCHAR NOT NULL, 
	track INTEGER NOT NULL, 
	start BIGINT NOT NULL, 
	until BIGINT NOT NULL, 
	said JSON NOT NULL, 
	CONSTRAINT pk_piece PRIMARY KEY (transcript_id, track, start), 
	CONSTRAINT fk_piece_transcript_id_transcript FOREIGN KEY(transcript_id) REFERENCES transcript (id) ON DELETE CASCADE
);
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
INSERT INTO "recording" VALUES('60b396f3-3cb8-4680-abb6-693f9754ecfa','recordings','','2026-11-23 14:18:17.488021','completed','5e9e605d-05b6-4f78-8667-c6b94d7c4c25','["marzipan/track-0.webm", "marzipan/track-1.webm"]',1);
INSERT INTO "recording" VALUES('6398463d-4c0b-4763-a25e-1bbe1d2b67b0','recordings','marzipan/shared.mp4','2026-11-23 14:18:17.488069','completed','5e9e605d-05b6-4f78-8667-c6b94d7c4c25',NULL,1);
INSERT INTO "recording" VALUES('ccbc6778-6c8b-4a9e-996e-cfc6c8f38845','recordings','marzipan/lone.mp4','2026-11-23 14:18:17.488164','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('961d6038-4f4c-4058-b308-87e35e784766','recordings','xylograph/alone.mp4','2026-11-23 14:18:17.630385','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('ffc66ee0-02e8-429a-9269-cf9c333654f5','recordings','','2026-11-23 14:18:17.891438','completed','397d0f94-5390-4e9c-8087-0855dfe8e216','["xylograph/track-0.webm", "xylograph/track-1.webm"]',1);
INSERT INTO "recording" VALUES('28ab9b34-bec6-4809-b9bc-c999d468f398','recordings','xylograph/member.mp4','2026-11-23 14:18:18.152572','completed','79647ab3-c8ee-45ca-82a3-64913dd3e520',NULL,1);
INSERT INTO "recording" VALUES('e2ea362b-de5c-4078-af56-15cd066634dc','recordings','xylograph/orphan.mp4','2026-11-23 14:18:18.152789','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('4d2e9a51-a8bb-4a05-ba33-21856040db9e','recordings','xylograph/adopted.mp4','2026-11-23 14:18:18.211359','completed',NULL,NULL,1);
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
INSERT INTO "retention_run" VALUES('431543d0-f3f7-4ed9-8d86-c5c27d691e73','call',7,'2026-11-24 14:18:16.864682','2026-12-01 14:18:16.920698','2026-12-01 14:18:17.442293','done',1,0,0,3,0,NULL,NULL);
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
INSERT INTO "room" VALUES('4be6efb6-7c5c-4b85-8169-22808d39e13a','room-4be6efb6','its-owner','2026-12-01 14:18:18.218714',0,'');
CREATE TABLE tombstone (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	erased_at DATETIME NOT NULL, 
	run_id VARCHAR, 
	CONSTRAINT pk_tombstone PRIMARY KEY (id)
);
INSERT INTO "tombstone" VALUES('a220cda5-ee96-4d58-b1b7-104cbf1e11d9','transcript','expired','2026-12-01 14:18:16.960434','431543d0-f3f7-4ed9-8d86-c5c27d691e73');
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
INSERT INTO "transcript" VALUES('faf5ec4a-f5cf-4dfe-9bf7-e5db54dd8d6d','A talk','ended','2026-11-23 14:18:17.488126',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public','5e9e605d-05b6-4f78-8667-c6b94d7c4c25',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('58a89f9f-a1f0-4968-a481-5c9131873354','A talk','ended','2026-11-25 14:18:17.488181',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'ccbc6778-6c8b-4a9e-996e-cfc6c8f38845','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('8a94bbfb-d790-43ae-a858-737bbe58cfed','A talk','ended','2026-11-23 14:18:17.488199',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','5e9e605d-05b6-4f78-8667-c6b94d7c4c25',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('fc07d8b5-a7d1-4b93-b4da-9456642c0c2f','A talk','ended','2026-11-23 14:18:17.488216',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'ccbc6778-6c8b-4a9e-996e-cfc6c8f38845','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('2da0b20a-842d-42ff-aee7-fb91233deb7c','they said xylograph','ended','2026-11-23 14:18:17.630163',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('4db36896-ae26-4916-8022-19464cd760ce','they said xylograph','ended','2026-11-22 14:18:17.630342',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('fcd70605-53ae-416e-8daa-fa9276de7648','A talk','ended','2026-11-19 14:18:17.630757',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'961d6038-4f4c-4058-b308-87e35e784766','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('3f4be950-5a88-41e5-ac68-ef45eae98380','A talk','ended','2026-11-11 14:18:17.891740',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','397d0f94-5390-4e9c-8087-0855dfe8e216',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('4da324a2-6754-44eb-98e4-1f6eb5e810d2','A talk','ended','2026-11-22 14:18:17.891779',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'ffc66ee0-02e8-429a-9269-cf9c333654f5','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('622cf0d9-2223-4100-ab8c-579277c2418a','they said xylograph','ended','2026-11-30 14:18:18.037565',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]','2026-12-01 11:54:18.037515','they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('4c795402-40c1-4224-a13d-004aa78d24c1','they said xylograph','ended','2026-11-23 14:18:18.211762',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,'4d2e9a51-a8bb-4a05-ba33-21856040db9e','file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('73c2cfe7-7654-470b-a922-79ac81270473','they said marzipan','ended','2026-02-04 14:18:18.217648',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('a3aba28a-133d-4029-a7a8-7fe6e922d063','they said marzipan','ended','2026-11-25 14:18:18.374392',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('3416d766-18a3-4174-b52a-97b75b1b54ee','A talk','processing','2026-11-23 14:18:18.569422',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('428bbda3-d80d-491c-8869-5c2fb0b2ebb6','A talk','uploaded','2026-02-04 14:18:18.569520',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('8be81143-d226-4d8b-b080-68682b8412e3','they said xylograph','ended','2026-11-23 14:18:18.634189',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,0);
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
CREATE INDEX ix_meeting_room_id ON meeting (room_id);
CREATE INDEX ix_meeting_start_date ON meeting (start_date);
CREATE INDEX ix_meeting_not_inventoried ON meeting (id) WHERE NOT inventoried;
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
