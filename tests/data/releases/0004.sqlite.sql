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
INSERT INTO "artifact" VALUES(4,'folder','local','','bae6ec2f-99e5-4e39-844c-748729f54c3e/',NULL,'bae6ec2f-99e5-4e39-844c-748729f54c3e',NULL,NULL,'2026-12-01 13:41:16.019075',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(5,'folder','local','','b6504321-f5a7-4dbd-bf05-8f096f7fd0e7/',NULL,'b6504321-f5a7-4dbd-bf05-8f096f7fd0e7',NULL,NULL,'2026-12-01 13:41:16.019881',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(6,'folder','local','','e29663fc-3475-4198-9f34-3130163c577a/',NULL,'e29663fc-3475-4198-9f34-3130163c577a',NULL,NULL,'2026-12-01 13:41:16.037212',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(7,'folder','local','','5cd87967-c4d4-439b-a02f-9f1ff03e4664/',NULL,'5cd87967-c4d4-439b-a02f-9f1ff03e4664',NULL,NULL,'2026-12-01 13:41:16.037693',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(8,'track','s3','recordings','marzipan/track-0.webm',NULL,NULL,'39574634-52c4-49d2-978d-e75c31c808d2',NULL,'2026-12-01 13:41:16.076053',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(9,'track','s3','recordings','marzipan/track-1.webm',NULL,NULL,'39574634-52c4-49d2-978d-e75c31c808d2',NULL,'2026-12-01 13:41:16.076061',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(10,'recording','s3','recordings','marzipan/lone.mp4',NULL,NULL,'6b3ea4e7-cb51-4322-b10c-20ff56c0e21c',NULL,'2026-12-01 13:41:16.076062',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(11,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,'ff47c31a-8b44-45fb-b9ea-fb3f6470a107',NULL,'2026-12-01 13:41:16.076063',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(12,'folder','local','','d6c85c30-3044-4351-938f-7e5a4a445ded/',NULL,'d6c85c30-3044-4351-938f-7e5a4a445ded',NULL,NULL,'2026-12-01 13:41:16.214303',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(13,'folder','local','','9cf72b12-0d54-4d7e-b5ad-0152176dac29/',NULL,'9cf72b12-0d54-4d7e-b5ad-0152176dac29',NULL,NULL,'2026-12-01 13:41:16.214809',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(14,'folder','local','','ea8a9b33-cf87-4086-b547-7c00274f579e/',NULL,'ea8a9b33-cf87-4086-b547-7c00274f579e',NULL,NULL,'2026-12-01 13:41:16.215260',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(15,'recording','s3','recordings','xylograph/alone.mp4',NULL,NULL,'efa71afa-76fb-42aa-aa24-cb4293550fce',NULL,'2026-12-01 13:41:16.269204',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(16,'wav','local','','d6c85c30-3044-4351-938f-7e5a4a445ded/audio.wav',NULL,'d6c85c30-3044-4351-938f-7e5a4a445ded',NULL,NULL,'2026-12-01 13:41:16.323029',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(17,'mp3','s3','default','d6c85c30-3044-4351-938f-7e5a4a445ded/audio.mp3',NULL,'d6c85c30-3044-4351-938f-7e5a4a445ded',NULL,NULL,'2026-12-01 13:41:16.435736',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(18,'wav','local','','9cf72b12-0d54-4d7e-b5ad-0152176dac29/audio.wav',NULL,'9cf72b12-0d54-4d7e-b5ad-0152176dac29',NULL,NULL,'2026-12-01 13:41:16.618651',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(19,'mp3','s3','default','9cf72b12-0d54-4d7e-b5ad-0152176dac29/audio.mp3',NULL,'9cf72b12-0d54-4d7e-b5ad-0152176dac29',NULL,NULL,'2026-12-01 13:41:16.699869',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(20,'folder','local','','0e2c61df-9d3f-40d7-89e2-aa585f2ed1d4/',NULL,'0e2c61df-9d3f-40d7-89e2-aa585f2ed1d4',NULL,NULL,'2026-12-01 13:41:16.858739',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(21,'folder','local','','c765d2bf-3ad8-4373-a463-a008cadcc5f8/',NULL,'c765d2bf-3ad8-4373-a463-a008cadcc5f8',NULL,NULL,'2026-12-01 13:41:16.859228',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(22,'track','s3','recordings','xylograph/track-0.webm',NULL,NULL,'14a2c9fb-bb60-483e-9c26-5173b03465b0',NULL,'2026-12-01 13:41:16.873049',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(23,'track','s3','recordings','xylograph/track-1.webm',NULL,NULL,'14a2c9fb-bb60-483e-9c26-5173b03465b0',NULL,'2026-12-01 13:41:16.873055',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(24,'composed_video','s3','recordings','composed/xylograph.mp4',NULL,NULL,NULL,'017244c6-0f84-4cb8-9cc0-d88e99ce9a96','2026-12-01 13:41:16.920242',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(25,'wav','local','','c765d2bf-3ad8-4373-a463-a008cadcc5f8/audio.wav',NULL,'c765d2bf-3ad8-4373-a463-a008cadcc5f8',NULL,NULL,'2026-12-01 13:41:16.927694',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(26,'mp3','s3','default','c765d2bf-3ad8-4373-a463-a008cadcc5f8/audio.mp3',NULL,'c765d2bf-3ad8-4373-a463-a008cadcc5f8',NULL,NULL,'2026-12-01 13:41:17.118255',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(27,'folder','local','','69ea1420-af9e-49fb-9d59-751ee26d9986/',NULL,'69ea1420-af9e-49fb-9d59-751ee26d9986',NULL,NULL,'2026-12-01 13:41:17.234824',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(28,'wav','local','','69ea1420-af9e-49fb-9d59-751ee26d9986/audio.wav',NULL,'69ea1420-af9e-49fb-9d59-751ee26d9986',NULL,NULL,'2026-12-01 13:41:17.289240',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(29,'mp3','s3','default','69ea1420-af9e-49fb-9d59-751ee26d9986/audio.mp3',NULL,'69ea1420-af9e-49fb-9d59-751ee26d9986',NULL,NULL,'2026-12-01 13:41:17.358440',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(30,'recording','s3','recordings','xylograph/orphan.mp4',NULL,NULL,'851a6c84-f287-4d00-9ab6-c84ca3629fe8',NULL,'2026-12-01 13:41:17.525554',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(31,'recording','s3','recordings','xylograph/member.mp4',NULL,NULL,'ceac1df6-32be-4154-a61b-0dcc24210f71',NULL,'2026-12-01 13:41:17.525561',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(32,'composed_video','s3','recordings','composed/xylograph-orphan.mp4',NULL,NULL,NULL,'ef1e11f3-8ad1-47a1-8737-e2c5f645d948','2026-12-01 13:41:17.547339',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(33,'folder','local','','04306599-26fc-4823-9b77-08b6f1c79537/',NULL,'04306599-26fc-4823-9b77-08b6f1c79537',NULL,NULL,'2026-12-01 13:41:17.689235',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(34,'recording','s3','recordings','xylograph/adopted.mp4',NULL,NULL,'27b66c42-dd40-46c3-901d-6702a816c054',NULL,'2026-12-01 13:41:17.743997',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(35,'composed_video','s3','recordings','composed/marzipan.mp4',NULL,NULL,NULL,'23bfe41f-2049-4b1c-9896-12ac1494d927','2026-12-01 13:41:17.797562',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(36,'folder','local','','82c0ec4b-8fab-45b0-910d-c25a33b96b9c/',NULL,'82c0ec4b-8fab-45b0-910d-c25a33b96b9c',NULL,NULL,'2026-12-01 13:41:17.837908',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(37,'mp3','s3','default','82c0ec4b-8fab-45b0-910d-c25a33b96b9c/audio.mp3',NULL,'82c0ec4b-8fab-45b0-910d-c25a33b96b9c',NULL,NULL,'2026-12-01 13:41:17.837915',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(38,'wav','local','','04306599-26fc-4823-9b77-08b6f1c79537/audio.wav',NULL,'04306599-26fc-4823-9b77-08b6f1c79537',NULL,NULL,'2026-12-01 13:41:17.919799',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(39,'mp3','s3','default','04306599-26fc-4823-9b77-08b6f1c79537/audio.mp3',NULL,'04306599-26fc-4823-9b77-08b6f1c79537',NULL,NULL,'2026-12-01 13:41:18.043885',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(40,'folder','local','','81c258c7-c58b-46bc-a5d3-53f47f3f30a5/',NULL,'81c258c7-c58b-46bc-a5d3-53f47f3f30a5',NULL,NULL,'2026-12-01 13:41:18.177356',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(41,'wav','local','','81c258c7-c58b-46bc-a5d3-53f47f3f30a5/audio.wav',NULL,'81c258c7-c58b-46bc-a5d3-53f47f3f30a5',NULL,NULL,'2026-12-01 13:41:18.233670',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(42,'mp3','s3','default','81c258c7-c58b-46bc-a5d3-53f47f3f30a5/audio.mp3',NULL,'81c258c7-c58b-46bc-a5d3-53f47f3f30a5',NULL,NULL,'2026-12-01 13:41:18.451827',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(43,'recording','s3','recordings','xylograph/left-over.mp4',NULL,NULL,NULL,NULL,'2026-12-01 13:41:18.638660',NULL,'2026-11-30 13:41:18.636588',3,'2026-12-01 01:41:18.636605',NULL,NULL);
INSERT INTO "artifact" VALUES(44,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,NULL,NULL,'2026-12-01 13:41:18.638664',NULL,'2026-11-30 13:41:18.636771',0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(45,'folder','local','','09c813dd-4ab4-422a-80d0-575e7ff64534/',NULL,'09c813dd-4ab4-422a-80d0-575e7ff64534',NULL,NULL,'2026-12-01 13:41:18.834811','2026-12-01 12:41:19.161101',NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(46,'folder','local','','e8c5e2b6-7978-4e31-b73f-3ffb242496e7/',NULL,'e8c5e2b6-7978-4e31-b73f-3ffb242496e7',NULL,NULL,'2026-12-01 13:41:18.835571',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(47,'wav','local','','09c813dd-4ab4-422a-80d0-575e7ff64534/audio.wav',NULL,'09c813dd-4ab4-422a-80d0-575e7ff64534',NULL,NULL,'2026-12-01 13:41:19.076177','2026-12-01 12:41:19.161101',NULL,0,NULL,NULL,NULL);
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
INSERT INTO "instance" VALUES(1,'b79bff93-5b04-4c9a-ac96-4636a015cb4c','2026-12-01 13:41:14.052499');
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
	chunks_received INTEGER DEFAULT '0' NOT NULL, upload_bytes BIGINT, ephemeral BOOLEAN DEFAULT 0 NOT NULL, work_seconds DOUBLE DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_job PRIMARY KEY (transcript_id), 
	CONSTRAINT fk_job_transcript_id_transcript FOREIGN KEY(transcript_id) REFERENCES transcript (id) ON DELETE CASCADE
);
INSERT INTO "job" VALUES('09c813dd-4ab4-422a-80d0-575e7ff64534','convert','2026-12-01 13:41:18.907009',0.0,'worker-1',NULL,NULL,1,'xylograph',NULL,0,NULL,0,0.0);
INSERT INTO "job" VALUES('e8c5e2b6-7978-4e31-b73f-3ffb242496e7','convert','2026-12-01 13:41:18.911469',0.0,'worker-1',NULL,NULL,1,'marzipan',NULL,0,NULL,0,0.0);
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
INSERT INTO "marked_store" VALUES('local','','2026-12-01 13:41:15.267115');
INSERT INTO "marked_store" VALUES('s3','default','2026-12-01 13:41:15.350865');
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
INSERT INTO "meeting" VALUES('878a79e4-4bb5-4853-bfc5-8812b078a540','marzipan',NULL,NULL,'2026-11-23 13:41:15.883276','2026-11-23 14:11:15.883276',NULL,0,'',NULL,NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('017244c6-0f84-4cb8-9cc0-d88e99ce9a96','xylograph',NULL,NULL,'2026-11-23 13:41:16.832043','2026-11-23 14:11:16.832043',NULL,0,'','composed/xylograph.mp4',NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('ef1e11f3-8ad1-47a1-8737-e2c5f645d948','they said xylograph','they said xylograph','they said xylograph','2026-11-01 13:41:17.446305','2026-11-01 14:11:17.446305',NULL,0,'','composed/xylograph-orphan.mp4',NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('23bfe41f-2049-4b1c-9896-12ac1494d927','they said marzipan','they said marzipan','they said marzipan','2026-02-04 13:41:17.634557','2026-02-04 14:11:17.634557','66fe55c5-9030-431a-a592-b9b5c4906c5a',0,'','composed/marzipan.mp4',NULL,1,0,NULL);
CREATE TABLE meeting_consent (
	id VARCHAR NOT NULL, 
	meeting_id VARCHAR NOT NULL, 
	user_id VARCHAR, 
	consent_given BOOLEAN NOT NULL, 
	consent_timestamp DATETIME NOT NULL, decision VARCHAR, 
	CONSTRAINT pk_meeting_consent PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_consent_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
);
INSERT INTO "meeting_consent" VALUES('35af0262-f303-4071-911c-ee662df72b83','878a79e4-4bb5-4853-bfc5-8812b078a540','marzipan',0,'2026-12-01 13:41:16.018125',NULL);
INSERT INTO "meeting_consent" VALUES('b87c8205-8bbb-4e8d-beec-b8d9b6409662','017244c6-0f84-4cb8-9cc0-d88e99ce9a96','xylograph',1,'2026-12-01 13:41:16.855805',NULL);
INSERT INTO "meeting_consent" VALUES('c8598ce5-906f-400f-8633-14e54ae022f1','017244c6-0f84-4cb8-9cc0-d88e99ce9a96','xylograph',0,'2026-12-01 13:41:16.857372',NULL);
INSERT INTO "meeting_consent" VALUES('b3504f93-ea13-4e0b-b29b-1a8aa41d0948','ef1e11f3-8ad1-47a1-8737-e2c5f645d948',NULL,1,'2026-12-01 13:41:17.475819',NULL);
INSERT INTO "meeting_consent" VALUES('5b890187-5381-40f1-a992-f68a1d76b3d8','23bfe41f-2049-4b1c-9896-12ac1494d927',NULL,0,'2026-12-01 13:41:17.678787',NULL);
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
INSERT INTO "recording" VALUES('39574634-52c4-49d2-978d-e75c31c808d2','recordings','','2026-11-23 13:41:15.883480','completed','878a79e4-4bb5-4853-bfc5-8812b078a540','["marzipan/track-0.webm", "marzipan/track-1.webm"]',1);
INSERT INTO "recording" VALUES('ff47c31a-8b44-45fb-b9ea-fb3f6470a107','recordings','marzipan/shared.mp4','2026-11-23 13:41:15.883524','completed','878a79e4-4bb5-4853-bfc5-8812b078a540',NULL,1);
INSERT INTO "recording" VALUES('6b3ea4e7-cb51-4322-b10c-20ff56c0e21c','recordings','marzipan/lone.mp4','2026-11-23 13:41:15.883613','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('efa71afa-76fb-42aa-aa24-cb4293550fce','recordings','xylograph/alone.mp4','2026-11-23 13:41:16.179780','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('14a2c9fb-bb60-483e-9c26-5173b03465b0','recordings','','2026-11-23 13:41:16.842601','completed','017244c6-0f84-4cb8-9cc0-d88e99ce9a96','["xylograph/track-0.webm", "xylograph/track-1.webm"]',1);
INSERT INTO "recording" VALUES('ceac1df6-32be-4154-a61b-0dcc24210f71','recordings','xylograph/member.mp4','2026-11-23 13:41:17.460543','completed','ef1e11f3-8ad1-47a1-8737-e2c5f645d948',NULL,1);
INSERT INTO "recording" VALUES('851a6c84-f287-4d00-9ab6-c84ca3629fe8','recordings','xylograph/orphan.mp4','2026-11-23 13:41:17.464579','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('27b66c42-dd40-46c3-901d-6702a816c054','recordings','xylograph/adopted.mp4','2026-11-23 13:41:17.575458','completed',NULL,NULL,1);
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
INSERT INTO "retention_run" VALUES('cbc4bd0d-0bea-49af-b5a8-3c9b572b5fd2','call',7,'2026-11-24 13:41:14.032812','2026-12-01 13:41:14.107688','2026-12-01 13:41:15.762607','done',1,0,0,3,0,NULL,NULL);
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
INSERT INTO "room" VALUES('66fe55c5-9030-431a-a592-b9b5c4906c5a','room-66fe55c5','its-owner','2026-12-01 13:41:17.658814',0,'');
CREATE TABLE tombstone (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	erased_at DATETIME NOT NULL, 
	run_id VARCHAR, 
	CONSTRAINT pk_tombstone PRIMARY KEY (id)
);
INSERT INTO "tombstone" VALUES('8d0707b5-baa9-40d0-a9a3-32320601e4e9','transcript','expired','2026-12-01 13:41:14.174152','cbc4bd0d-0bea-49af-b5a8-3c9b572b5fd2');
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
INSERT INTO "transcript" VALUES('bae6ec2f-99e5-4e39-844c-748729f54c3e','A talk','ended','2026-11-23 13:41:15.883579',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public','878a79e4-4bb5-4853-bfc5-8812b078a540',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('b6504321-f5a7-4dbd-bf05-8f096f7fd0e7','A talk','ended','2026-11-25 13:41:15.883631',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'6b3ea4e7-cb51-4322-b10c-20ff56c0e21c','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('e29663fc-3475-4198-9f34-3130163c577a','A talk','ended','2026-11-23 13:41:15.883649',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','878a79e4-4bb5-4853-bfc5-8812b078a540',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('5cd87967-c4d4-439b-a02f-9f1ff03e4664','A talk','ended','2026-11-23 13:41:15.883666',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'6b3ea4e7-cb51-4322-b10c-20ff56c0e21c','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('d6c85c30-3044-4351-938f-7e5a4a445ded','they said xylograph','ended','2026-11-23 13:41:16.179536',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('9cf72b12-0d54-4d7e-b5ad-0152176dac29','they said xylograph','ended','2026-11-22 13:41:16.179733',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('ea8a9b33-cf87-4086-b547-7c00274f579e','A talk','ended','2026-11-19 13:41:16.212194',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'efa71afa-76fb-42aa-aa24-cb4293550fce','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('0e2c61df-9d3f-40d7-89e2-aa585f2ed1d4','A talk','ended','2026-11-11 13:41:16.854264',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','017244c6-0f84-4cb8-9cc0-d88e99ce9a96',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('c765d2bf-3ad8-4373-a463-a008cadcc5f8','A talk','ended','2026-11-22 13:41:16.854381',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'14a2c9fb-bb60-483e-9c26-5173b03465b0','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('69ea1420-af9e-49fb-9d59-751ee26d9986','they said xylograph','ended','2026-11-30 13:41:17.233449',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]','2026-12-01 11:17:17.233380','they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('82c0ec4b-8fab-45b0-910d-c25a33b96b9c','they said xylograph','ended','2026-11-23 13:41:17.610443',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,'27b66c42-dd40-46c3-901d-6702a816c054','file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('04306599-26fc-4823-9b77-08b6f1c79537','they said marzipan','ended','2026-02-04 13:41:17.656532',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('81c258c7-c58b-46bc-a5d3-53f47f3f30a5','they said marzipan','ended','2026-11-25 13:41:18.171084',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('09c813dd-4ab4-422a-80d0-575e7ff64534','A talk','processing','2026-11-23 13:41:18.832825',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('e8c5e2b6-7978-4e31-b73f-3ffb242496e7','A talk','uploaded','2026-02-04 13:41:18.832940',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('b56ad890-2692-432c-aec1-3b5d327513e0','they said xylograph','ended','2026-11-23 13:41:19.224340',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,0);
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
