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
INSERT INTO "artifact" VALUES(4,'folder','local','','d58e29e0-f83c-4b73-a176-f4c6db75caa9/',NULL,'d58e29e0-f83c-4b73-a176-f4c6db75caa9',NULL,NULL,'2026-12-01 09:58:48.929257',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(5,'folder','local','','72651ae0-4b0e-4342-bcb2-828aab2cfde0/',NULL,'72651ae0-4b0e-4342-bcb2-828aab2cfde0',NULL,NULL,'2026-12-01 09:58:48.930631',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(6,'folder','local','','8c5382f3-237d-429a-afb2-901210c1dceb/',NULL,'8c5382f3-237d-429a-afb2-901210c1dceb',NULL,NULL,'2026-12-01 09:58:48.945884',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(7,'folder','local','','0bd2c930-592f-45fa-8872-e0be70e06248/',NULL,'0bd2c930-592f-45fa-8872-e0be70e06248',NULL,NULL,'2026-12-01 09:58:48.946514',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(8,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,'7fc9caa6-afde-4935-b135-1a247ab7da82',NULL,'2026-12-01 09:58:48.995830',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(9,'track','s3','recordings','marzipan/track-0.webm',NULL,NULL,'d20e5d50-fc98-4672-94a5-0fc46dd5c6b2',NULL,'2026-12-01 09:58:48.995835',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(10,'track','s3','recordings','marzipan/track-1.webm',NULL,NULL,'d20e5d50-fc98-4672-94a5-0fc46dd5c6b2',NULL,'2026-12-01 09:58:48.995835',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(11,'recording','s3','recordings','marzipan/lone.mp4',NULL,NULL,'fd6f4785-5ca6-4ced-8c4f-4423de39b9d2',NULL,'2026-12-01 09:58:48.995836',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(12,'folder','local','','8c89ab0a-c450-4758-b029-71bef61377b7/',NULL,'8c89ab0a-c450-4758-b029-71bef61377b7',NULL,NULL,'2026-12-01 09:58:49.068640',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(13,'folder','local','','b44d9b82-7d67-4e3a-a8d5-e74af7ec8609/',NULL,'b44d9b82-7d67-4e3a-a8d5-e74af7ec8609',NULL,NULL,'2026-12-01 09:58:49.069517',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(14,'folder','local','','079de828-2766-40e6-919b-6c9c11176d18/',NULL,'079de828-2766-40e6-919b-6c9c11176d18',NULL,NULL,'2026-12-01 09:58:49.070142',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(15,'recording','s3','recordings','xylograph/alone.mp4',NULL,NULL,'03adc58c-8733-41cc-8b6e-b21881cb825e',NULL,'2026-12-01 09:58:49.111841',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(16,'wav','local','','8c89ab0a-c450-4758-b029-71bef61377b7/audio.wav',NULL,'8c89ab0a-c450-4758-b029-71bef61377b7',NULL,NULL,'2026-12-01 09:58:49.131953',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(17,'mp3','s3','default','8c89ab0a-c450-4758-b029-71bef61377b7/audio.mp3',NULL,'8c89ab0a-c450-4758-b029-71bef61377b7',NULL,NULL,'2026-12-01 09:58:49.158296',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(18,'wav','local','','b44d9b82-7d67-4e3a-a8d5-e74af7ec8609/audio.wav',NULL,'b44d9b82-7d67-4e3a-a8d5-e74af7ec8609',NULL,NULL,'2026-12-01 09:58:49.186573',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(19,'mp3','s3','default','b44d9b82-7d67-4e3a-a8d5-e74af7ec8609/audio.mp3',NULL,'b44d9b82-7d67-4e3a-a8d5-e74af7ec8609',NULL,NULL,'2026-12-01 09:58:49.212917',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(20,'folder','local','','49aa2287-2353-4a70-95d6-78e251400f8c/',NULL,'49aa2287-2353-4a70-95d6-78e251400f8c',NULL,NULL,'2026-12-01 09:58:49.255673',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(21,'folder','local','','2e30b980-8c1b-4f43-815d-3d76f2305a09/',NULL,'2e30b980-8c1b-4f43-815d-3d76f2305a09',NULL,NULL,'2026-12-01 09:58:49.258420',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(22,'track','s3','recordings','xylograph/track-0.webm',NULL,NULL,'d873578e-423b-4b91-b3d5-7e8d80ebfbca',NULL,'2026-12-01 09:58:49.262170',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(23,'track','s3','recordings','xylograph/track-1.webm',NULL,NULL,'d873578e-423b-4b91-b3d5-7e8d80ebfbca',NULL,'2026-12-01 09:58:49.262174',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(24,'composed_video','s3','recordings','composed/xylograph.mp4',NULL,NULL,NULL,'ba9d65d1-3119-4ec8-a3be-30d78349bf95','2026-12-01 09:58:49.266229',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(25,'wav','local','','2e30b980-8c1b-4f43-815d-3d76f2305a09/audio.wav',NULL,'2e30b980-8c1b-4f43-815d-3d76f2305a09',NULL,NULL,'2026-12-01 09:58:49.271737',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(26,'mp3','s3','default','2e30b980-8c1b-4f43-815d-3d76f2305a09/audio.mp3',NULL,'2e30b980-8c1b-4f43-815d-3d76f2305a09',NULL,NULL,'2026-12-01 09:58:49.298886',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(27,'folder','local','','07e55971-421b-43bf-9ca6-717baf544acb/',NULL,'07e55971-421b-43bf-9ca6-717baf544acb',NULL,NULL,'2026-12-01 09:58:49.324616',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(28,'wav','local','','07e55971-421b-43bf-9ca6-717baf544acb/audio.wav',NULL,'07e55971-421b-43bf-9ca6-717baf544acb',NULL,NULL,'2026-12-01 09:58:49.339699',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(29,'mp3','s3','default','07e55971-421b-43bf-9ca6-717baf544acb/audio.mp3',NULL,'07e55971-421b-43bf-9ca6-717baf544acb',NULL,NULL,'2026-12-01 09:58:49.361506',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(30,'recording','s3','recordings','xylograph/member.mp4',NULL,NULL,'286e2d9f-298a-4176-8248-785faf293cfb',NULL,'2026-12-01 09:58:49.433504',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(31,'recording','s3','recordings','xylograph/orphan.mp4',NULL,NULL,'a33b825a-901a-4e21-b5ee-c4a73c85c015',NULL,'2026-12-01 09:58:49.433512',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(32,'composed_video','s3','recordings','composed/xylograph-orphan.mp4',NULL,NULL,NULL,'1803ab80-738d-4253-b2e3-4dff406c3dc3','2026-12-01 09:58:49.436887',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(33,'folder','local','','d41a5384-9e85-472a-a5be-641deb3d9a88/',NULL,'d41a5384-9e85-472a-a5be-641deb3d9a88',NULL,NULL,'2026-12-01 09:58:49.502135',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(34,'recording','s3','recordings','xylograph/adopted.mp4',NULL,NULL,'152c89ca-53ce-4d9c-a050-ef9db194af58',NULL,'2026-12-01 09:58:49.515243',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(35,'composed_video','s3','recordings','composed/marzipan.mp4',NULL,NULL,NULL,'38f1d2cc-ebd1-481f-a0e5-a44614cde312','2026-12-01 09:58:49.537794',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(36,'folder','local','','f948e699-9eb0-4822-b4aa-4221d34ae9d3/',NULL,'f948e699-9eb0-4822-b4aa-4221d34ae9d3',NULL,NULL,'2026-12-01 09:58:49.558469',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(37,'mp3','s3','default','f948e699-9eb0-4822-b4aa-4221d34ae9d3/audio.mp3',NULL,'f948e699-9eb0-4822-b4aa-4221d34ae9d3',NULL,NULL,'2026-12-01 09:58:49.558475',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(38,'wav','local','','d41a5384-9e85-472a-a5be-641deb3d9a88/audio.wav',NULL,'d41a5384-9e85-472a-a5be-641deb3d9a88',NULL,NULL,'2026-12-01 09:58:49.577776',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(39,'mp3','s3','default','d41a5384-9e85-472a-a5be-641deb3d9a88/audio.mp3',NULL,'d41a5384-9e85-472a-a5be-641deb3d9a88',NULL,NULL,'2026-12-01 09:58:49.624993',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(40,'folder','local','','8275c44e-4a84-48da-9a70-092695191b5e/',NULL,'8275c44e-4a84-48da-9a70-092695191b5e',NULL,NULL,'2026-12-01 09:58:49.682875',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(41,'wav','local','','8275c44e-4a84-48da-9a70-092695191b5e/audio.wav',NULL,'8275c44e-4a84-48da-9a70-092695191b5e',NULL,NULL,'2026-12-01 09:58:49.716519',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(42,'mp3','s3','default','8275c44e-4a84-48da-9a70-092695191b5e/audio.mp3',NULL,'8275c44e-4a84-48da-9a70-092695191b5e',NULL,NULL,'2026-12-01 09:58:49.800476',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(43,'recording','s3','recordings','xylograph/left-over.mp4',NULL,NULL,NULL,NULL,'2026-12-01 09:58:49.887780',NULL,'2026-11-30 09:58:49.886379',3,'2026-11-30 21:58:49.886389',NULL,NULL);
INSERT INTO "artifact" VALUES(44,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,NULL,NULL,'2026-12-01 09:58:49.887783',NULL,'2026-11-30 09:58:49.886514',0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(45,'folder','local','','9f72d711-2f8c-414b-b578-187e0edb0c48/',NULL,'9f72d711-2f8c-414b-b578-187e0edb0c48',NULL,NULL,'2026-12-01 09:58:49.973407','2026-12-01 08:58:50.046560',NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(46,'folder','local','','45fccb6e-77fa-4f76-b9c1-aba775c74829/',NULL,'45fccb6e-77fa-4f76-b9c1-aba775c74829',NULL,NULL,'2026-12-01 09:58:49.974204',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(47,'wav','local','','9f72d711-2f8c-414b-b578-187e0edb0c48/audio.wav',NULL,'9f72d711-2f8c-414b-b578-187e0edb0c48',NULL,NULL,'2026-12-01 09:58:50.017185','2026-12-01 08:58:50.046560',NULL,0,NULL,NULL,NULL);
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
INSERT INTO "instance" VALUES(1,'dad8ca68-aa0f-4907-ab5c-d58a63156f8e','2026-12-01 09:58:48.159453');
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
INSERT INTO "job" VALUES('9f72d711-2f8c-414b-b578-187e0edb0c48','convert','2026-12-01 09:58:49.982754',0.0,'worker-1',NULL,NULL,1,'xylograph',NULL,0,NULL,0,0.0);
INSERT INTO "job" VALUES('45fccb6e-77fa-4f76-b9c1-aba775c74829','convert','2026-12-01 09:58:49.983617',0.0,'worker-1',NULL,NULL,1,'marzipan',NULL,0,NULL,0,0.0);
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
INSERT INTO "marked_store" VALUES('local','','2026-12-01 09:58:48.686895');
INSERT INTO "marked_store" VALUES('s3','default','2026-12-01 09:58:48.751690');
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
INSERT INTO "meeting" VALUES('4cd929fb-d17c-434b-961a-631454b07169','marzipan',NULL,NULL,'2026-11-23 09:58:48.880419','2026-11-23 10:28:48.880419',NULL,0,'',NULL,NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('ba9d65d1-3119-4ec8-a3be-30d78349bf95','xylograph',NULL,NULL,'2026-11-23 09:58:49.242505','2026-11-23 10:28:49.242505',NULL,0,'','composed/xylograph.mp4',NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('1803ab80-738d-4253-b2e3-4dff406c3dc3','they said xylograph','they said xylograph','they said xylograph','2026-11-01 09:58:49.381597','2026-11-01 10:28:49.381597',NULL,0,'','composed/xylograph-orphan.mp4',NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('38f1d2cc-ebd1-481f-a0e5-a44614cde312','they said marzipan','they said marzipan','they said marzipan','2026-02-04 09:58:49.483262','2026-02-04 10:28:49.483262','d485665b-1eeb-43ad-b384-ca41b075e2d8',0,'','composed/marzipan.mp4',NULL,1,0,NULL);
CREATE TABLE meeting_consent (
	id VARCHAR NOT NULL, 
	meeting_id VARCHAR NOT NULL, 
	user_id VARCHAR, 
	consent_given BOOLEAN NOT NULL, 
	consent_timestamp DATETIME NOT NULL, decision VARCHAR, 
	CONSTRAINT pk_meeting_consent PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_consent_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
);
INSERT INTO "meeting_consent" VALUES('ea0df72e-7a77-4993-ae2d-330bc3ef9d17','4cd929fb-d17c-434b-961a-631454b07169','marzipan',0,'2026-12-01 09:58:48.919486',NULL);
INSERT INTO "meeting_consent" VALUES('b0ff533c-26e9-404a-b033-5562d740134b','ba9d65d1-3119-4ec8-a3be-30d78349bf95','xylograph',1,'2026-12-01 09:58:49.254549',NULL);
INSERT INTO "meeting_consent" VALUES('0f3d7379-1703-4e66-9feb-a112b3c9c95b','ba9d65d1-3119-4ec8-a3be-30d78349bf95','xylograph',0,'2026-12-01 09:58:49.254770',NULL);
INSERT INTO "meeting_consent" VALUES('556de3f1-c2d1-41e3-99b2-c11072063489','1803ab80-738d-4253-b2e3-4dff406c3dc3',NULL,1,'2026-12-01 09:58:49.396262',NULL);
INSERT INTO "meeting_consent" VALUES('9d601d1a-760d-4dfd-875e-4ea331c33d96','38f1d2cc-ebd1-481f-a0e5-a44614cde312',NULL,0,'2026-12-01 09:58:49.501423',NULL);
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
INSERT INTO "recording" VALUES('d20e5d50-fc98-4672-94a5-0fc46dd5c6b2','recordings','','2026-11-23 09:58:48.880563','completed','4cd929fb-d17c-434b-961a-631454b07169','["marzipan/track-0.webm", "marzipan/track-1.webm"]',1);
INSERT INTO "recording" VALUES('7fc9caa6-afde-4935-b135-1a247ab7da82','recordings','marzipan/shared.mp4','2026-11-23 09:58:48.880605','completed','4cd929fb-d17c-434b-961a-631454b07169',NULL,1);
INSERT INTO "recording" VALUES('fd6f4785-5ca6-4ced-8c4f-4423de39b9d2','recordings','marzipan/lone.mp4','2026-11-23 09:58:48.880700','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('03adc58c-8733-41cc-8b6e-b21881cb825e','recordings','xylograph/alone.mp4','2026-11-23 09:58:49.030203','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('d873578e-423b-4b91-b3d5-7e8d80ebfbca','recordings','','2026-11-23 09:58:49.247613','completed','ba9d65d1-3119-4ec8-a3be-30d78349bf95','["xylograph/track-0.webm", "xylograph/track-1.webm"]',1);
INSERT INTO "recording" VALUES('286e2d9f-298a-4176-8248-785faf293cfb','recordings','xylograph/member.mp4','2026-11-23 09:58:49.383756','completed','1803ab80-738d-4253-b2e3-4dff406c3dc3',NULL,1);
INSERT INTO "recording" VALUES('a33b825a-901a-4e21-b5ee-c4a73c85c015','recordings','xylograph/orphan.mp4','2026-11-23 09:58:49.388315','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('152c89ca-53ce-4d9c-a050-ef9db194af58','recordings','xylograph/adopted.mp4','2026-11-23 09:58:49.447252','completed',NULL,NULL,1);
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
INSERT INTO "retention_run" VALUES('eafedf57-ee12-4817-81ba-8faa001a4fbd','call',7,'2026-11-24 09:58:48.156683','2026-12-01 09:58:48.239421','2026-12-01 09:58:48.860996','done',1,0,0,3,0,NULL,NULL);
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
INSERT INTO "room" VALUES('d485665b-1eeb-43ad-b384-ca41b075e2d8','room-d485665b','its-owner','2026-12-01 09:58:49.500291',0,'');
CREATE TABLE tombstone (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	erased_at DATETIME NOT NULL, 
	run_id VARCHAR, 
	CONSTRAINT pk_tombstone PRIMARY KEY (id)
);
INSERT INTO "tombstone" VALUES('8e248b85-84db-44f4-a0b3-8f5d0b8e8666','transcript','expired','2026-12-01 09:58:48.293460','eafedf57-ee12-4817-81ba-8faa001a4fbd');
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
INSERT INTO "transcript" VALUES('d58e29e0-f83c-4b73-a176-f4c6db75caa9','A talk','ended','2026-11-23 09:58:48.880668',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public','4cd929fb-d17c-434b-961a-631454b07169',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('72651ae0-4b0e-4342-bcb2-828aab2cfde0','A talk','ended','2026-11-25 09:58:48.880718',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'fd6f4785-5ca6-4ced-8c4f-4423de39b9d2','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('8c5382f3-237d-429a-afb2-901210c1dceb','A talk','ended','2026-11-23 09:58:48.880735',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','4cd929fb-d17c-434b-961a-631454b07169',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('0bd2c930-592f-45fa-8872-e0be70e06248','A talk','ended','2026-11-23 09:58:48.880752',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'fd6f4785-5ca6-4ced-8c4f-4423de39b9d2','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('8c89ab0a-c450-4758-b029-71bef61377b7','they said xylograph','ended','2026-11-23 09:58:49.029994',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('b44d9b82-7d67-4e3a-a8d5-e74af7ec8609','they said xylograph','ended','2026-11-22 09:58:49.030160',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('079de828-2766-40e6-919b-6c9c11176d18','A talk','ended','2026-11-19 09:58:49.055145',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'03adc58c-8733-41cc-8b6e-b21881cb825e','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('49aa2287-2353-4a70-95d6-78e251400f8c','A talk','ended','2026-11-11 09:58:49.253275',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','ba9d65d1-3119-4ec8-a3be-30d78349bf95',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('2e30b980-8c1b-4f43-815d-3d76f2305a09','A talk','ended','2026-11-22 09:58:49.253362',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'d873578e-423b-4b91-b3d5-7e8d80ebfbca','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('07e55971-421b-43bf-9ca6-717baf544acb','they said xylograph','ended','2026-11-30 09:58:49.321035',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]','2026-12-01 07:34:49.320993','they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('f948e699-9eb0-4822-b4aa-4221d34ae9d3','they said xylograph','ended','2026-11-23 09:58:49.453000',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,'152c89ca-53ce-4d9c-a050-ef9db194af58','file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('d41a5384-9e85-472a-a5be-641deb3d9a88','they said marzipan','ended','2026-02-04 09:58:49.485297',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('8275c44e-4a84-48da-9a70-092695191b5e','they said marzipan','ended','2026-11-25 09:58:49.681331',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('9f72d711-2f8c-414b-b578-187e0edb0c48','A talk','processing','2026-11-23 09:58:49.955156',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('45fccb6e-77fa-4f76-b9c1-aba775c74829','A talk','uploaded','2026-02-04 09:58:49.955227',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('26b0ba30-6acf-4cdf-86a1-25391bbbc603','they said xylograph','ended','2026-11-23 09:58:50.063898',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,0);
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
CREATE INDEX ix_meeting_not_inventoried ON meeting (id) WHERE NOT inventoried;
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
