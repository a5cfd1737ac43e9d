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
INSERT INTO "artifact" VALUES(4,'folder','local','','e20436ee-b842-4ff1-80ae-9407c6c82523/',NULL,'e20436ee-b842-4ff1-80ae-9407c6c82523',NULL,NULL,'2026-12-01 09:48:28.721207',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(5,'folder','local','','0a3a45f4-7293-4b89-b13a-92a773308f6f/',NULL,'0a3a45f4-7293-4b89-b13a-92a773308f6f',NULL,NULL,'2026-12-01 09:48:28.722095',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(6,'folder','local','','5597f134-cf8f-4d01-834e-b943cbcd8745/',NULL,'5597f134-cf8f-4d01-834e-b943cbcd8745',NULL,NULL,'2026-12-01 09:48:28.722542',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(7,'folder','local','','e6744ed6-2551-4b95-951b-8ea9b754c3ad/',NULL,'e6744ed6-2551-4b95-951b-8ea9b754c3ad',NULL,NULL,'2026-12-01 09:48:28.723074',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(8,'recording','s3','recordings','marzipan/lone.mp4',NULL,NULL,'17f0f56d-6170-4a94-b3a1-57c374307d82',NULL,'2026-12-01 09:48:28.751147',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(9,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,'394e62f1-593d-47ac-849c-ff41ad5bf812',NULL,'2026-12-01 09:48:28.751151',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(10,'track','s3','recordings','marzipan/track-0.webm',NULL,NULL,'d5fc71c2-e791-498f-9134-8b114eed5616',NULL,'2026-12-01 09:48:28.751152',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(11,'track','s3','recordings','marzipan/track-1.webm',NULL,NULL,'d5fc71c2-e791-498f-9134-8b114eed5616',NULL,'2026-12-01 09:48:28.751152',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(12,'folder','local','','c08a7678-2933-42d6-95b0-59820c163079/',NULL,'c08a7678-2933-42d6-95b0-59820c163079',NULL,NULL,'2026-12-01 09:48:28.786794',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(13,'folder','local','','14489b98-216f-46e1-96df-dd68a92f2069/',NULL,'14489b98-216f-46e1-96df-dd68a92f2069',NULL,NULL,'2026-12-01 09:48:28.787423',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(14,'folder','local','','2a0d1e91-ecc8-469e-bb3e-f942f8164f03/',NULL,'2a0d1e91-ecc8-469e-bb3e-f942f8164f03',NULL,NULL,'2026-12-01 09:48:28.787858',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(15,'recording','s3','recordings','xylograph/alone.mp4',NULL,NULL,'866145b8-1c7b-4117-a4ba-b6bf53b41f98',NULL,'2026-12-01 09:48:28.794946',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(16,'wav','local','','c08a7678-2933-42d6-95b0-59820c163079/audio.wav',NULL,'c08a7678-2933-42d6-95b0-59820c163079',NULL,NULL,'2026-12-01 09:48:28.798568',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(17,'mp3','s3','default','c08a7678-2933-42d6-95b0-59820c163079/audio.mp3',NULL,'c08a7678-2933-42d6-95b0-59820c163079',NULL,NULL,'2026-12-01 09:48:28.825862',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(18,'wav','local','','14489b98-216f-46e1-96df-dd68a92f2069/audio.wav',NULL,'14489b98-216f-46e1-96df-dd68a92f2069',NULL,NULL,'2026-12-01 09:48:28.874446',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(19,'mp3','s3','default','14489b98-216f-46e1-96df-dd68a92f2069/audio.mp3',NULL,'14489b98-216f-46e1-96df-dd68a92f2069',NULL,NULL,'2026-12-01 09:48:28.922507',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(20,'folder','local','','354e0373-a3c9-4fca-a40f-1b1dcffb23e0/',NULL,'354e0373-a3c9-4fca-a40f-1b1dcffb23e0',NULL,NULL,'2026-12-01 09:48:29.013776',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(21,'folder','local','','358e7b86-b569-4bde-95dc-7fa9a472b18c/',NULL,'358e7b86-b569-4bde-95dc-7fa9a472b18c',NULL,NULL,'2026-12-01 09:48:29.014340',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(22,'track','s3','recordings','xylograph/track-0.webm',NULL,NULL,'6a7569ee-47ff-444c-910a-b0581282684d',NULL,'2026-12-01 09:48:29.024610',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(23,'track','s3','recordings','xylograph/track-1.webm',NULL,NULL,'6a7569ee-47ff-444c-910a-b0581282684d',NULL,'2026-12-01 09:48:29.024615',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(24,'composed_video','s3','recordings','composed/xylograph.mp4',NULL,NULL,NULL,'e5c7e673-9fbc-417f-9a6d-80a7f31ca045','2026-12-01 09:48:29.030905',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(25,'wav','local','','358e7b86-b569-4bde-95dc-7fa9a472b18c/audio.wav',NULL,'358e7b86-b569-4bde-95dc-7fa9a472b18c',NULL,NULL,'2026-12-01 09:48:29.048748',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(26,'mp3','s3','default','358e7b86-b569-4bde-95dc-7fa9a472b18c/audio.mp3',NULL,'358e7b86-b569-4bde-95dc-7fa9a472b18c',NULL,NULL,'2026-12-01 09:48:29.086706',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(27,'folder','local','','563807d5-89cd-4ba6-bb5c-be77c071fd2a/',NULL,'563807d5-89cd-4ba6-bb5c-be77c071fd2a',NULL,NULL,'2026-12-01 09:48:29.129242',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(28,'wav','local','','563807d5-89cd-4ba6-bb5c-be77c071fd2a/audio.wav',NULL,'563807d5-89cd-4ba6-bb5c-be77c071fd2a',NULL,NULL,'2026-12-01 09:48:29.147373',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(29,'mp3','s3','default','563807d5-89cd-4ba6-bb5c-be77c071fd2a/audio.mp3',NULL,'563807d5-89cd-4ba6-bb5c-be77c071fd2a',NULL,NULL,'2026-12-01 09:48:29.186712',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(30,'recording','s3','recordings','xylograph/orphan.mp4',NULL,NULL,'a344a00d-947c-4238-aa0f-aeb07ef5c273',NULL,'2026-12-01 09:48:29.294966',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(31,'recording','s3','recordings','xylograph/member.mp4',NULL,NULL,'f50bbd24-9db9-4d0f-a5cf-9e3d7e8edc9a',NULL,'2026-12-01 09:48:29.294973',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(32,'composed_video','s3','recordings','composed/xylograph-orphan.mp4',NULL,NULL,NULL,'3c495459-9cc0-426f-971d-500a3005b91d','2026-12-01 09:48:29.318606',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(33,'folder','local','','45fbb576-60a3-4526-a896-d3f411ca2100/',NULL,'45fbb576-60a3-4526-a896-d3f411ca2100',NULL,NULL,'2026-12-01 09:48:29.451398',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(34,'recording','s3','recordings','xylograph/adopted.mp4',NULL,NULL,'d48f81ae-9599-4521-97d6-09de8f406759',NULL,'2026-12-01 09:48:29.474266',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(35,'composed_video','s3','recordings','composed/marzipan.mp4',NULL,NULL,NULL,'98a717b5-ee16-4c92-a3dd-b31c59ef630c','2026-12-01 09:48:29.491034',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(36,'folder','local','','efb83e77-01c9-4f98-a2a4-9f86d654dd25/',NULL,'efb83e77-01c9-4f98-a2a4-9f86d654dd25',NULL,NULL,'2026-12-01 09:48:29.525629',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(37,'mp3','s3','default','efb83e77-01c9-4f98-a2a4-9f86d654dd25/audio.mp3',NULL,'efb83e77-01c9-4f98-a2a4-9f86d654dd25',NULL,NULL,'2026-12-01 09:48:29.525635',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(38,'wav','local','','45fbb576-60a3-4526-a896-d3f411ca2100/audio.wav',NULL,'45fbb576-60a3-4526-a896-d3f411ca2100',NULL,NULL,'2026-12-01 09:48:29.550161',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(39,'mp3','s3','default','45fbb576-60a3-4526-a896-d3f411ca2100/audio.mp3',NULL,'45fbb576-60a3-4526-a896-d3f411ca2100',NULL,NULL,'2026-12-01 09:48:29.606241',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(40,'folder','local','','69cd1bab-fdb3-449b-9ba6-f2d8b5a3047d/',NULL,'69cd1bab-fdb3-449b-9ba6-f2d8b5a3047d',NULL,NULL,'2026-12-01 09:48:29.670300',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(41,'wav','local','','69cd1bab-fdb3-449b-9ba6-f2d8b5a3047d/audio.wav',NULL,'69cd1bab-fdb3-449b-9ba6-f2d8b5a3047d',NULL,NULL,'2026-12-01 09:48:29.678823',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(42,'mp3','s3','default','69cd1bab-fdb3-449b-9ba6-f2d8b5a3047d/audio.mp3',NULL,'69cd1bab-fdb3-449b-9ba6-f2d8b5a3047d',NULL,NULL,'2026-12-01 09:48:29.750080',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(43,'recording','s3','recordings','xylograph/left-over.mp4',NULL,NULL,NULL,NULL,'2026-12-01 09:48:29.825358',NULL,'2026-11-30 09:48:29.823835',3,'2026-11-30 21:48:29.823848',NULL,NULL);
INSERT INTO "artifact" VALUES(44,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,NULL,NULL,'2026-12-01 09:48:29.825361',NULL,'2026-11-30 09:48:29.823976',0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(45,'folder','local','','4993c6b9-d871-4aa9-8ddf-adf09d8b1efb/',NULL,'4993c6b9-d871-4aa9-8ddf-adf09d8b1efb',NULL,NULL,'2026-12-01 09:48:29.880906','2026-12-01 08:48:29.923408',NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(46,'folder','local','','70f6c635-f660-4822-90fe-94aaddea01a6/',NULL,'70f6c635-f660-4822-90fe-94aaddea01a6',NULL,NULL,'2026-12-01 09:48:29.881513',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(47,'wav','local','','4993c6b9-d871-4aa9-8ddf-adf09d8b1efb/audio.wav',NULL,'4993c6b9-d871-4aa9-8ddf-adf09d8b1efb',NULL,NULL,'2026-12-01 09:48:29.908237','2026-12-01 08:48:29.923408',NULL,0,NULL,NULL,NULL);
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
INSERT INTO "instance" VALUES(1,'c2c0e94d-878d-4ec0-95ca-7d75a5ae44cf','2026-12-01 09:48:28.330650');
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
INSERT INTO "job" VALUES('4993c6b9-d871-4aa9-8ddf-adf09d8b1efb','convert','2026-12-01 09:48:29.882294',0.0,'worker-1',NULL,NULL,1,'xylograph',NULL,0,NULL,0);
INSERT INTO "job" VALUES('70f6c635-f660-4822-90fe-94aaddea01a6','convert','2026-12-01 09:48:29.882785',0.0,'worker-1',NULL,NULL,1,'marzipan',NULL,0,NULL,0);
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
INSERT INTO "marked_store" VALUES('local','','2026-12-01 09:48:28.587224');
INSERT INTO "marked_store" VALUES('s3','default','2026-12-01 09:48:28.613436');
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
INSERT INTO "meeting" VALUES('fdc91214-0f8c-424a-9ff0-9455a938e2a2','marzipan',NULL,NULL,'2026-11-23 09:48:28.683793','2026-11-23 10:18:28.683793',NULL,0,'',NULL,NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('e5c7e673-9fbc-417f-9a6d-80a7f31ca045','xylograph',NULL,NULL,'2026-11-23 09:48:28.990023','2026-11-23 10:18:28.990023',NULL,0,'','composed/xylograph.mp4',NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('3c495459-9cc0-426f-971d-500a3005b91d','they said xylograph','they said xylograph','they said xylograph','2026-11-01 09:48:29.239490','2026-11-01 10:18:29.239490',NULL,0,'','composed/xylograph-orphan.mp4',NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('98a717b5-ee16-4c92-a3dd-b31c59ef630c','they said marzipan','they said marzipan','they said marzipan','2026-02-04 09:48:29.436275','2026-02-04 10:18:29.436275','bb598bd3-a2eb-4aaf-941a-34eeacb8bc19',0,'','composed/marzipan.mp4',NULL,1,0,NULL);
CREATE TABLE meeting_consent (
	id VARCHAR NOT NULL, 
	meeting_id VARCHAR NOT NULL, 
	user_id VARCHAR, 
	consent_given BOOLEAN NOT NULL, 
	consent_timestamp DATETIME NOT NULL, decision VARCHAR, 
	CONSTRAINT pk_meeting_consent PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_consent_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
);
INSERT INTO "meeting_consent" VALUES('fe14106c-5585-4421-a13e-84642f93def9','fdc91214-0f8c-424a-9ff0-9455a938e2a2','marzipan',0,'2026-12-01 09:48:28.714032',NULL);
INSERT INTO "meeting_consent" VALUES('9d8be385-1797-4bf3-8852-af584892804d','e5c7e673-9fbc-417f-9a6d-80a7f31ca045','xylograph',1,'2026-12-01 09:48:29.011070',NULL);
INSERT INTO "meeting_consent" VALUES('59b884dd-8d70-4cc0-ae66-2bdb27143a33','e5c7e673-9fbc-417f-9a6d-80a7f31ca045','xylograph',0,'2026-12-01 09:48:29.011319',NULL);
INSERT INTO "meeting_consent" VALUES('18f1412a-1de8-4c75-a72f-37953ed026dd','3c495459-9cc0-426f-971d-500a3005b91d',NULL,1,'2026-12-01 09:48:29.273838',NULL);
INSERT INTO "meeting_consent" VALUES('8b7cd546-2640-4503-a469-53554a7ff9f4','98a717b5-ee16-4c92-a3dd-b31c59ef630c',NULL,0,'2026-12-01 09:48:29.450740',NULL);
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
INSERT INTO "recording" VALUES('d5fc71c2-e791-498f-9134-8b114eed5616','recordings','','2026-11-23 09:48:28.683899','completed','fdc91214-0f8c-424a-9ff0-9455a938e2a2','["marzipan/track-0.webm", "marzipan/track-1.webm"]',1);
INSERT INTO "recording" VALUES('394e62f1-593d-47ac-849c-ff41ad5bf812','recordings','marzipan/shared.mp4','2026-11-23 09:48:28.683938','completed','fdc91214-0f8c-424a-9ff0-9455a938e2a2',NULL,1);
INSERT INTO "recording" VALUES('17f0f56d-6170-4a94-b3a1-57c374307d82','recordings','marzipan/lone.mp4','2026-11-23 09:48:28.688122','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('866145b8-1c7b-4117-a4ba-b6bf53b41f98','recordings','xylograph/alone.mp4','2026-11-23 09:48:28.778290','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('6a7569ee-47ff-444c-910a-b0581282684d','recordings','','2026-11-23 09:48:29.000237','completed','e5c7e673-9fbc-417f-9a6d-80a7f31ca045','["xylograph/track-0.webm", "xylograph/track-1.webm"]',1);
INSERT INTO "recording" VALUES('f50bbd24-9db9-4d0f-a5cf-9e3d7e8edc9a','recordings','xylograph/member.mp4','2026-11-23 09:48:29.251943','completed','3c495459-9cc0-426f-971d-500a3005b91d',NULL,1);
INSERT INTO "recording" VALUES('a344a00d-947c-4238-aa0f-aeb07ef5c273','recordings','xylograph/orphan.mp4','2026-11-23 09:48:29.268328','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('d48f81ae-9599-4521-97d6-09de8f406759','recordings','xylograph/adopted.mp4','2026-11-23 09:48:29.325466','completed',NULL,NULL,1);
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
INSERT INTO "retention_run" VALUES('e5e48aed-bad5-428c-9917-a893065332e5','call',7,'2026-11-24 09:48:28.327123','2026-12-01 09:48:28.371633','2026-12-01 09:48:28.669018','done',1,0,0,3,0,NULL,NULL);
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
INSERT INTO "room" VALUES('bb598bd3-a2eb-4aaf-941a-34eeacb8bc19','room-bb598bd3','its-owner','2026-12-01 09:48:29.449876',0,'');
CREATE TABLE tombstone (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	erased_at DATETIME NOT NULL, 
	run_id VARCHAR, 
	CONSTRAINT pk_tombstone PRIMARY KEY (id)
);
INSERT INTO "tombstone" VALUES('0d9829a6-61d8-4300-9621-c35d7128963d','transcript','expired','2026-12-01 09:48:28.403950','e5e48aed-bad5-428c-9917-a893065332e5');
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
INSERT INTO "transcript" VALUES('e20436ee-b842-4ff1-80ae-9407c6c82523','A talk','ended','2026-11-23 09:48:28.683995',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public','fdc91214-0f8c-424a-9ff0-9455a938e2a2',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('0a3a45f4-7293-4b89-b13a-92a773308f6f','A talk','ended','2026-11-25 09:48:28.688163',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'17f0f56d-6170-4a94-b3a1-57c374307d82','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('5597f134-cf8f-4d01-834e-b943cbcd8745','A talk','ended','2026-11-23 09:48:28.688185',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','fdc91214-0f8c-424a-9ff0-9455a938e2a2',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('e6744ed6-2551-4b95-951b-8ea9b754c3ad','A talk','ended','2026-11-23 09:48:28.688202',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'17f0f56d-6170-4a94-b3a1-57c374307d82','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('c08a7678-2933-42d6-95b0-59820c163079','they said xylograph','ended','2026-11-23 09:48:28.778091',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('14489b98-216f-46e1-96df-dd68a92f2069','they said xylograph','ended','2026-11-22 09:48:28.778243',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('2a0d1e91-ecc8-469e-bb3e-f942f8164f03','A talk','ended','2026-11-19 09:48:28.785202',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'866145b8-1c7b-4117-a4ba-b6bf53b41f98','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('354e0373-a3c9-4fca-a40f-1b1dcffb23e0','A talk','ended','2026-11-11 09:48:29.009335',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','e5c7e673-9fbc-417f-9a6d-80a7f31ca045',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('358e7b86-b569-4bde-95dc-7fa9a472b18c','A talk','ended','2026-11-22 09:48:29.009678',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'6a7569ee-47ff-444c-910a-b0581282684d','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('563807d5-89cd-4ba6-bb5c-be77c071fd2a','they said xylograph','ended','2026-11-30 09:48:29.121871',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]','2026-12-01 07:24:29.121832','they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('efb83e77-01c9-4f98-a2a4-9f86d654dd25','they said xylograph','ended','2026-11-23 09:48:29.358412',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,'d48f81ae-9599-4521-97d6-09de8f406759','file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('45fbb576-60a3-4526-a896-d3f411ca2100','they said marzipan','ended','2026-02-04 09:48:29.448343',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('69cd1bab-fdb3-449b-9ba6-f2d8b5a3047d','they said marzipan','ended','2026-11-25 09:48:29.669054',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('4993c6b9-d871-4aa9-8ddf-adf09d8b1efb','A talk','processing','2026-11-23 09:48:29.876843',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('70f6c635-f660-4822-90fe-94aaddea01a6','A talk','uploaded','2026-02-04 09:48:29.876935',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('6566206f-6712-4eb1-8b65-8813f868dbad','they said xylograph','ended','2026-11-23 09:48:29.932228',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,0);
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
CREATE INDEX ix_meeting_not_inventoried ON meeting (id) WHERE NOT inventoried;
CREATE INDEX ix_meeting_room_id ON meeting (room_id);
CREATE INDEX ix_meeting_start_date ON meeting (start_date);
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
