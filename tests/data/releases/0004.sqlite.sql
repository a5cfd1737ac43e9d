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
INSERT INTO "artifact" VALUES(4,'folder','local','','7e2eb4cf-7d44-4456-9eed-a89f449ff60c/',NULL,'7e2eb4cf-7d44-4456-9eed-a89f449ff60c',NULL,NULL,'2026-12-01 17:18:00.834887',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(5,'folder','local','','bcae7eda-55e5-413e-9818-409666c81769/',NULL,'bcae7eda-55e5-413e-9818-409666c81769',NULL,NULL,'2026-12-01 17:18:00.838446',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(6,'folder','local','','b46e3105-4e1f-48a8-9154-2a36256e2130/',NULL,'b46e3105-4e1f-48a8-9154-2a36256e2130',NULL,NULL,'2026-12-01 17:18:00.838846',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(7,'folder','local','','194b44d8-e801-4244-a28f-8f84390c2b13/',NULL,'194b44d8-e801-4244-a28f-8f84390c2b13',NULL,NULL,'2026-12-01 17:18:00.839149',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(8,'track','s3','recordings','marzipan/track-0.webm',NULL,NULL,'c75d8408-caae-48c3-94cc-98865d236dab',NULL,'2026-12-01 17:18:00.859350',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(9,'track','s3','recordings','marzipan/track-1.webm',NULL,NULL,'c75d8408-caae-48c3-94cc-98865d236dab',NULL,'2026-12-01 17:18:00.859355',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(10,'recording','s3','recordings','marzipan/lone.mp4',NULL,NULL,'cdc3d761-99db-42ae-8a1a-8f284d2b1138',NULL,'2026-12-01 17:18:00.859356',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(11,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,'fa01dca0-3652-495d-9e87-5f55e55aa7bb',NULL,'2026-12-01 17:18:00.859357',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(12,'folder','local','','f6539306-80d3-4d89-a73f-5a091669b41e/',NULL,'f6539306-80d3-4d89-a73f-5a091669b41e',NULL,NULL,'2026-12-01 17:18:00.897075',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(13,'folder','local','','1efe4ab9-aebe-49d2-9db8-0a35889732fe/',NULL,'1efe4ab9-aebe-49d2-9db8-0a35889732fe',NULL,NULL,'2026-12-01 17:18:00.905346',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(14,'folder','local','','85550ceb-b1aa-4471-a147-68d37ab9ecfd/',NULL,'85550ceb-b1aa-4471-a147-68d37ab9ecfd',NULL,NULL,'2026-12-01 17:18:00.905801',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(15,'recording','s3','recordings','xylograph/alone.mp4',NULL,NULL,'b11dca00-fdcc-456b-ac19-adccf91b5e55',NULL,'2026-12-01 17:18:00.908312',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(16,'wav','local','','f6539306-80d3-4d89-a73f-5a091669b41e/audio.wav',NULL,'f6539306-80d3-4d89-a73f-5a091669b41e',NULL,NULL,'2026-12-01 17:18:00.938263',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(17,'mp3','s3','default','f6539306-80d3-4d89-a73f-5a091669b41e/audio.mp3',NULL,'f6539306-80d3-4d89-a73f-5a091669b41e',NULL,NULL,'2026-12-01 17:18:00.978780',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(18,'wav','local','','1efe4ab9-aebe-49d2-9db8-0a35889732fe/audio.wav',NULL,'1efe4ab9-aebe-49d2-9db8-0a35889732fe',NULL,NULL,'2026-12-01 17:18:01.021503',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(19,'mp3','s3','default','1efe4ab9-aebe-49d2-9db8-0a35889732fe/audio.mp3',NULL,'1efe4ab9-aebe-49d2-9db8-0a35889732fe',NULL,NULL,'2026-12-01 17:18:01.033152',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(20,'folder','local','','bd8b4dfb-ac65-4635-8ad1-c212f0565fb8/',NULL,'bd8b4dfb-ac65-4635-8ad1-c212f0565fb8',NULL,NULL,'2026-12-01 17:18:01.074749',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(21,'folder','local','','ced4d835-d311-4ad1-b6ee-780c886b2f67/',NULL,'ced4d835-d311-4ad1-b6ee-780c886b2f67',NULL,NULL,'2026-12-01 17:18:01.075165',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(22,'track','s3','recordings','xylograph/track-0.webm',NULL,NULL,'52fdb72e-c89b-4186-b3ef-7fe17ef8d7a6',NULL,'2026-12-01 17:18:01.088220',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(23,'track','s3','recordings','xylograph/track-1.webm',NULL,NULL,'52fdb72e-c89b-4186-b3ef-7fe17ef8d7a6',NULL,'2026-12-01 17:18:01.088226',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(24,'composed_video','s3','recordings','composed/xylograph.mp4',NULL,NULL,NULL,'620e8b52-9f1e-47e1-a62e-344d932795ce','2026-12-01 17:18:01.104179',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(25,'wav','local','','ced4d835-d311-4ad1-b6ee-780c886b2f67/audio.wav',NULL,'ced4d835-d311-4ad1-b6ee-780c886b2f67',NULL,NULL,'2026-12-01 17:18:01.112396',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(26,'mp3','s3','default','ced4d835-d311-4ad1-b6ee-780c886b2f67/audio.mp3',NULL,'ced4d835-d311-4ad1-b6ee-780c886b2f67',NULL,NULL,'2026-12-01 17:18:01.144918',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(27,'folder','local','','aa6a12a6-b10c-4ec6-8c7f-f1a1de2bbc62/',NULL,'aa6a12a6-b10c-4ec6-8c7f-f1a1de2bbc62',NULL,NULL,'2026-12-01 17:18:01.168015',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(28,'wav','local','','aa6a12a6-b10c-4ec6-8c7f-f1a1de2bbc62/audio.wav',NULL,'aa6a12a6-b10c-4ec6-8c7f-f1a1de2bbc62',NULL,NULL,'2026-12-01 17:18:01.180664',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(29,'mp3','s3','default','aa6a12a6-b10c-4ec6-8c7f-f1a1de2bbc62/audio.mp3',NULL,'aa6a12a6-b10c-4ec6-8c7f-f1a1de2bbc62',NULL,NULL,'2026-12-01 17:18:01.207226',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(30,'recording','s3','recordings','xylograph/member.mp4',NULL,NULL,'5b14584e-1274-433d-8c37-c0c90735fb14',NULL,'2026-12-01 17:18:01.233208',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(31,'recording','s3','recordings','xylograph/orphan.mp4',NULL,NULL,'794ea63c-2e19-4028-a29d-320a0372f6df',NULL,'2026-12-01 17:18:01.233212',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(32,'composed_video','s3','recordings','composed/xylograph-orphan.mp4',NULL,NULL,NULL,'dee27772-b9e7-4397-a1ab-a5e05020c3e2','2026-12-01 17:18:01.244352',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(33,'folder','local','','5e634afd-3faa-4625-a919-4d9cca97c736/',NULL,'5e634afd-3faa-4625-a919-4d9cca97c736',NULL,NULL,'2026-12-01 17:18:01.270764',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(34,'recording','s3','recordings','xylograph/adopted.mp4',NULL,NULL,'a4a8713a-1091-4e8f-8581-2dca02bb91a3',NULL,'2026-12-01 17:18:01.277571',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(35,'composed_video','s3','recordings','composed/marzipan.mp4',NULL,NULL,NULL,'7d57530c-581a-49ff-afbc-b9f19786261a','2026-12-01 17:18:01.280183',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(36,'folder','local','','3a65f986-c767-499c-bf1b-c3b0ec795e98/',NULL,'3a65f986-c767-499c-bf1b-c3b0ec795e98',NULL,NULL,'2026-12-01 17:18:01.295832',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(37,'mp3','s3','default','3a65f986-c767-499c-bf1b-c3b0ec795e98/audio.mp3',NULL,'3a65f986-c767-499c-bf1b-c3b0ec795e98',NULL,NULL,'2026-12-01 17:18:01.295840',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(38,'wav','local','','5e634afd-3faa-4625-a919-4d9cca97c736/audio.wav',NULL,'5e634afd-3faa-4625-a919-4d9cca97c736',NULL,NULL,'2026-12-01 17:18:01.303600',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(39,'mp3','s3','default','5e634afd-3faa-4625-a919-4d9cca97c736/audio.mp3',NULL,'5e634afd-3faa-4625-a919-4d9cca97c736',NULL,NULL,'2026-12-01 17:18:01.329620',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(40,'folder','local','','33b2b79d-6b26-45d7-8ff4-40f03e50ceab/',NULL,'33b2b79d-6b26-45d7-8ff4-40f03e50ceab',NULL,NULL,'2026-12-01 17:18:01.343845',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(41,'wav','local','','33b2b79d-6b26-45d7-8ff4-40f03e50ceab/audio.wav',NULL,'33b2b79d-6b26-45d7-8ff4-40f03e50ceab',NULL,NULL,'2026-12-01 17:18:01.360435',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(42,'mp3','s3','default','33b2b79d-6b26-45d7-8ff4-40f03e50ceab/audio.mp3',NULL,'33b2b79d-6b26-45d7-8ff4-40f03e50ceab',NULL,NULL,'2026-12-01 17:18:01.389669',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(43,'recording','s3','recordings','xylograph/left-over.mp4',NULL,NULL,NULL,NULL,'2026-12-01 17:18:01.415506',NULL,'2026-11-30 17:18:01.414332',3,'2026-12-01 05:18:01.414344',NULL,NULL);
INSERT INTO "artifact" VALUES(44,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,NULL,NULL,'2026-12-01 17:18:01.415507',NULL,'2026-11-30 17:18:01.414436',0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(45,'folder','local','','9afb4f73-1f21-47b4-8d2f-b8d24e563442/',NULL,'9afb4f73-1f21-47b4-8d2f-b8d24e563442',NULL,NULL,'2026-12-01 17:18:01.448313','2026-12-01 16:18:01.475954',NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(46,'folder','local','','f5770e72-1c3f-4a61-9d0c-f383b534f949/',NULL,'f5770e72-1c3f-4a61-9d0c-f383b534f949',NULL,NULL,'2026-12-01 17:18:01.448906',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(47,'wav','local','','9afb4f73-1f21-47b4-8d2f-b8d24e563442/audio.wav',NULL,'9afb4f73-1f21-47b4-8d2f-b8d24e563442',NULL,NULL,'2026-12-01 17:18:01.463329','2026-12-01 16:18:01.475954',NULL,0,NULL,NULL,NULL);
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
INSERT INTO "instance" VALUES(1,'1eb1cfc0-164c-48a6-94f8-ea7bef53441f','2026-12-01 17:18:00.419247');
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
	chunks_received INTEGER DEFAULT '0' NOT NULL, upload_bytes BIGINT, ephemeral BOOLEAN DEFAULT 0 NOT NULL, diarization BOOLEAN, keep_video BOOLEAN DEFAULT 0 NOT NULL, work_seconds DOUBLE DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_job PRIMARY KEY (transcript_id), 
	CONSTRAINT fk_job_transcript_id_transcript FOREIGN KEY(transcript_id) REFERENCES transcript (id) ON DELETE CASCADE
);
INSERT INTO "job" VALUES('9afb4f73-1f21-47b4-8d2f-b8d24e563442','convert','2026-12-01 17:18:01.453846',0.0,'worker-1',NULL,NULL,1,'xylograph',NULL,0,NULL,0,NULL,0,0.0);
INSERT INTO "job" VALUES('f5770e72-1c3f-4a61-9d0c-f383b534f949','convert','2026-12-01 17:18:01.454750',0.0,'worker-1',NULL,NULL,1,'marzipan',NULL,0,NULL,0,NULL,0,0.0);
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
INSERT INTO "marked_store" VALUES('local','','2026-12-01 17:18:00.711459');
INSERT INTO "marked_store" VALUES('s3','default','2026-12-01 17:18:00.724291');
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
INSERT INTO "meeting" VALUES('af7d58cd-cb2e-4308-b122-856426194b40','marzipan',NULL,NULL,'2026-11-23 17:18:00.813310','2026-11-23 17:48:00.813310',NULL,0,'',NULL,NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('620e8b52-9f1e-47e1-a62e-344d932795ce','xylograph',NULL,NULL,'2026-11-23 17:18:01.059457','2026-11-23 17:48:01.059457',NULL,0,'','composed/xylograph.mp4',NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('dee27772-b9e7-4397-a1ab-a5e05020c3e2','they said xylograph','they said xylograph','they said xylograph','2026-11-01 17:18:01.216708','2026-11-01 17:48:01.216708',NULL,0,'','composed/xylograph-orphan.mp4',NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('7d57530c-581a-49ff-afbc-b9f19786261a','they said marzipan','they said marzipan','they said marzipan','2026-02-04 17:18:01.261378','2026-02-04 17:48:01.261378','88f3016a-24e2-4c2d-b3eb-2b97eaeb924c',0,'','composed/marzipan.mp4',NULL,1,0,NULL);
CREATE TABLE meeting_consent (
	id VARCHAR NOT NULL, 
	meeting_id VARCHAR NOT NULL, 
	user_id VARCHAR, 
	consent_given BOOLEAN NOT NULL, 
	consent_timestamp DATETIME NOT NULL, decision VARCHAR, 
	CONSTRAINT pk_meeting_consent PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_consent_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
);
INSERT INTO "meeting_consent" VALUES('a1a4c468-2460-4746-841b-0a256ad33bed','af7d58cd-cb2e-4308-b122-856426194b40','marzipan',0,'2026-12-01 17:18:00.833481',NULL);
INSERT INTO "meeting_consent" VALUES('22c3c7f1-8b87-409a-90b7-e22184178461','620e8b52-9f1e-47e1-a62e-344d932795ce','xylograph',1,'2026-12-01 17:18:01.061082',NULL);
INSERT INTO "meeting_consent" VALUES('eab647d1-3525-4fab-96dd-21661977845f','620e8b52-9f1e-47e1-a62e-344d932795ce','xylograph',0,'2026-12-01 17:18:01.073398',NULL);
INSERT INTO "meeting_consent" VALUES('c00ec45c-2315-42b8-9127-1ecb3fa9875b','dee27772-b9e7-4397-a1ab-a5e05020c3e2',NULL,1,'2026-12-01 17:18:01.230851',NULL);
INSERT INTO "meeting_consent" VALUES('a803c610-cd75-429c-b3e8-990673714dfa','7d57530c-581a-49ff-afbc-b9f19786261a',NULL,0,'2026-12-01 17:18:01.270040',NULL);
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
INSERT INTO "recording" VALUES('c75d8408-caae-48c3-94cc-98865d236dab','recordings','','2026-11-23 17:18:00.813435','completed','af7d58cd-cb2e-4308-b122-856426194b40','["marzipan/track-0.webm", "marzipan/track-1.webm"]',1);
INSERT INTO "recording" VALUES('fa01dca0-3652-495d-9e87-5f55e55aa7bb','recordings','marzipan/shared.mp4','2026-11-23 17:18:00.813474','completed','af7d58cd-cb2e-4308-b122-856426194b40',NULL,1);
INSERT INTO "recording" VALUES('cdc3d761-99db-42ae-8a1a-8f284d2b1138','recordings','marzipan/lone.mp4','2026-11-23 17:18:00.813556','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('b11dca00-fdcc-456b-ac19-adccf91b5e55','recordings','xylograph/alone.mp4','2026-11-23 17:18:00.895539','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('52fdb72e-c89b-4186-b3ef-7fe17ef8d7a6','recordings','','2026-11-23 17:18:01.059983','completed','620e8b52-9f1e-47e1-a62e-344d932795ce','["xylograph/track-0.webm", "xylograph/track-1.webm"]',1);
INSERT INTO "recording" VALUES('5b14584e-1274-433d-8c37-c0c90735fb14','recordings','xylograph/member.mp4','2026-11-23 17:18:01.217164','completed','dee27772-b9e7-4397-a1ab-a5e05020c3e2',NULL,1);
INSERT INTO "recording" VALUES('794ea63c-2e19-4028-a29d-320a0372f6df','recordings','xylograph/orphan.mp4','2026-11-23 17:18:01.229603','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('a4a8713a-1091-4e8f-8581-2dca02bb91a3','recordings','xylograph/adopted.mp4','2026-11-23 17:18:01.254893','completed',NULL,NULL,1);
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
INSERT INTO "retention_run" VALUES('4f84317e-8331-4c10-8ae4-9d733e253c13','call',7,'2026-11-24 17:18:00.399885','2026-12-01 17:18:00.444317','2026-12-01 17:18:00.782636','done',1,0,0,3,0,NULL,NULL);
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
INSERT INTO "room" VALUES('88f3016a-24e2-4c2d-b3eb-2b97eaeb924c','room-88f3016a','its-owner','2026-12-01 17:18:01.263263',0,'');
CREATE TABLE tombstone (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	erased_at DATETIME NOT NULL, 
	run_id VARCHAR, 
	CONSTRAINT pk_tombstone PRIMARY KEY (id)
);
INSERT INTO "tombstone" VALUES('9bfd1c32-2c34-4905-afd4-74e4c3d6c722','transcript','expired','2026-12-01 17:18:00.456527','4f84317e-8331-4c10-8ae4-9d733e253c13');
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
INSERT INTO "transcript" VALUES('7e2eb4cf-7d44-4456-9eed-a89f449ff60c','A talk','ended','2026-11-23 17:18:00.813521',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public','af7d58cd-cb2e-4308-b122-856426194b40',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('bcae7eda-55e5-413e-9818-409666c81769','A talk','ended','2026-11-25 17:18:00.813570',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'cdc3d761-99db-42ae-8a1a-8f284d2b1138','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('b46e3105-4e1f-48a8-9154-2a36256e2130','A talk','ended','2026-11-23 17:18:00.813584',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','af7d58cd-cb2e-4308-b122-856426194b40',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('194b44d8-e801-4244-a28f-8f84390c2b13','A talk','ended','2026-11-23 17:18:00.813604',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'cdc3d761-99db-42ae-8a1a-8f284d2b1138','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('f6539306-80d3-4d89-a73f-5a091669b41e','they said xylograph','ended','2026-11-23 17:18:00.895343',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('1efe4ab9-aebe-49d2-9db8-0a35889732fe','they said xylograph','ended','2026-11-22 17:18:00.895503',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('85550ceb-b1aa-4471-a147-68d37ab9ecfd','A talk','ended','2026-11-19 17:18:00.895909',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'b11dca00-fdcc-456b-ac19-adccf91b5e55','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('bd8b4dfb-ac65-4635-8ad1-c212f0565fb8','A talk','ended','2026-11-11 17:18:01.060185',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','620e8b52-9f1e-47e1-a62e-344d932795ce',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('ced4d835-d311-4ad1-b6ee-780c886b2f67','A talk','ended','2026-11-22 17:18:01.060216',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'52fdb72e-c89b-4186-b3ef-7fe17ef8d7a6','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('aa6a12a6-b10c-4ec6-8c7f-f1a1de2bbc62','they said xylograph','ended','2026-11-30 17:18:01.166967',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]','2026-12-01 14:54:01.166933','they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('3a65f986-c767-499c-bf1b-c3b0ec795e98','they said xylograph','ended','2026-11-23 17:18:01.255278',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,'a4a8713a-1091-4e8f-8581-2dca02bb91a3','file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('5e634afd-3faa-4625-a919-4d9cca97c736','they said marzipan','ended','2026-02-04 17:18:01.261845',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('33b2b79d-6b26-45d7-8ff4-40f03e50ceab','they said marzipan','ended','2026-11-25 17:18:01.342799',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('9afb4f73-1f21-47b4-8d2f-b8d24e563442','A talk','processing','2026-11-23 17:18:01.446894',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('f5770e72-1c3f-4a61-9d0c-f383b534f949','A talk','uploaded','2026-02-04 17:18:01.446990',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('fdd52f35-a783-4890-9022-5b54fccb8496','they said xylograph','ended','2026-11-23 17:18:01.477032',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,0);
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
CREATE INDEX ix_artifact_video ON artifact (transcript_id, size) WHERE kind = 'video';
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
