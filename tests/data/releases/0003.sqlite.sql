BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0003');
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
INSERT INTO "artifact" VALUES(4,'folder','local','','baeeb4b2-1961-4def-af44-90b4d1bd00bc/',NULL,'baeeb4b2-1961-4def-af44-90b4d1bd00bc',NULL,NULL,'2026-11-27 08:51:09.981508',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(5,'folder','local','','2d8ef783-fb87-436f-a626-4ca284909e60/',NULL,'2d8ef783-fb87-436f-a626-4ca284909e60',NULL,NULL,'2026-11-27 08:51:09.982307',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(6,'folder','local','','0a56424d-0444-46ea-bc05-98e76e015d7a/',NULL,'0a56424d-0444-46ea-bc05-98e76e015d7a',NULL,NULL,'2026-11-27 08:51:09.986484',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(7,'folder','local','','7cac1be9-2b7a-4982-91ef-ada643f16030/',NULL,'7cac1be9-2b7a-4982-91ef-ada643f16030',NULL,NULL,'2026-11-27 08:51:09.987801',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(8,'track','s3','recordings','marzipan/track-0.webm',NULL,NULL,'93307e76-6d63-4778-b1b7-1c7d3ac44aa2',NULL,'2026-11-27 08:51:09.999633',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(9,'track','s3','recordings','marzipan/track-1.webm',NULL,NULL,'93307e76-6d63-4778-b1b7-1c7d3ac44aa2',NULL,'2026-11-27 08:51:09.999638',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(10,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,'c7a55aa1-7e18-407b-b25d-3a9c5738347d',NULL,'2026-11-27 08:51:09.999639',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(11,'recording','s3','recordings','marzipan/lone.mp4',NULL,NULL,'ebd47c85-eba7-4e02-89ef-7f992f7a30af',NULL,'2026-11-27 08:51:09.999640',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(12,'folder','local','','8fe21c1a-ae6f-4feb-8b40-9b900bb745ab/',NULL,'8fe21c1a-ae6f-4feb-8b40-9b900bb745ab',NULL,NULL,'2026-11-27 08:51:10.032826',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(13,'folder','local','','007e8977-96d7-43cd-b5fa-074971801d4b/',NULL,'007e8977-96d7-43cd-b5fa-074971801d4b',NULL,NULL,'2026-11-27 08:51:10.033501',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(14,'folder','local','','f6e9b9da-1df1-4181-bc47-4ea8d7f9c2ac/',NULL,'f6e9b9da-1df1-4181-bc47-4ea8d7f9c2ac',NULL,NULL,'2026-11-27 08:51:10.033947',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(15,'recording','s3','recordings','xylograph/alone.mp4',NULL,NULL,'f79e8cfb-8035-41ff-a605-af045942f2b6',NULL,'2026-11-27 08:51:10.037654',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(16,'wav','local','','8fe21c1a-ae6f-4feb-8b40-9b900bb745ab/audio.wav',NULL,'8fe21c1a-ae6f-4feb-8b40-9b900bb745ab',NULL,NULL,'2026-11-27 08:51:10.049447',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(17,'mp3','s3','default','8fe21c1a-ae6f-4feb-8b40-9b900bb745ab/audio.mp3',NULL,'8fe21c1a-ae6f-4feb-8b40-9b900bb745ab',NULL,NULL,'2026-11-27 08:51:10.076916',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(18,'wav','local','','007e8977-96d7-43cd-b5fa-074971801d4b/audio.wav',NULL,'007e8977-96d7-43cd-b5fa-074971801d4b',NULL,NULL,'2026-11-27 08:51:10.109518',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(19,'mp3','s3','default','007e8977-96d7-43cd-b5fa-074971801d4b/audio.mp3',NULL,'007e8977-96d7-43cd-b5fa-074971801d4b',NULL,NULL,'2026-11-27 08:51:10.146582',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(20,'folder','local','','caea52e4-2d58-42fe-8342-46949ccdda74/',NULL,'caea52e4-2d58-42fe-8342-46949ccdda74',NULL,NULL,'2026-11-27 08:51:10.217407',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(21,'folder','local','','c5eec390-b9f1-4617-8120-5f657f67f727/',NULL,'c5eec390-b9f1-4617-8120-5f657f67f727',NULL,NULL,'2026-11-27 08:51:10.217967',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(22,'track','s3','recordings','xylograph/track-0.webm',NULL,NULL,'e42d95af-93f4-4f52-aa7b-3b87a1d4481e',NULL,'2026-11-27 08:51:10.229789',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(23,'track','s3','recordings','xylograph/track-1.webm',NULL,NULL,'e42d95af-93f4-4f52-aa7b-3b87a1d4481e',NULL,'2026-11-27 08:51:10.229793',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(24,'composed_video','s3','recordings','composed/xylograph.mp4',NULL,NULL,NULL,'8811cde4-91a8-4a3b-b9e2-587bd9b9820d','2026-11-27 08:51:10.246357',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(25,'wav','local','','c5eec390-b9f1-4617-8120-5f657f67f727/audio.wav',NULL,'c5eec390-b9f1-4617-8120-5f657f67f727',NULL,NULL,'2026-11-27 08:51:10.253974',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(26,'mp3','s3','default','c5eec390-b9f1-4617-8120-5f657f67f727/audio.mp3',NULL,'c5eec390-b9f1-4617-8120-5f657f67f727',NULL,NULL,'2026-11-27 08:51:10.303090',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(27,'folder','local','','0a2c641f-807d-458d-bef8-a123ee1eb7d1/',NULL,'0a2c641f-807d-458d-bef8-a123ee1eb7d1',NULL,NULL,'2026-11-27 08:51:10.337704',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(28,'wav','local','','0a2c641f-807d-458d-bef8-a123ee1eb7d1/audio.wav',NULL,'0a2c641f-807d-458d-bef8-a123ee1eb7d1',NULL,NULL,'2026-11-27 08:51:10.359675',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(29,'mp3','s3','default','0a2c641f-807d-458d-bef8-a123ee1eb7d1/audio.mp3',NULL,'0a2c641f-807d-458d-bef8-a123ee1eb7d1',NULL,NULL,'2026-11-27 08:51:10.410398',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(30,'recording','s3','recordings','xylograph/orphan.mp4',NULL,NULL,'abe94bfb-005a-4a51-b727-8f18dd2becf2',NULL,'2026-11-27 08:51:10.461376',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(31,'recording','s3','recordings','xylograph/member.mp4',NULL,NULL,'c24639c0-ca6e-459c-8765-da929e18a28e',NULL,'2026-11-27 08:51:10.461384',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(32,'composed_video','s3','recordings','composed/xylograph-orphan.mp4',NULL,NULL,NULL,'21ca1cd5-27a8-4d4c-b3af-f4eec47ba599','2026-11-27 08:51:10.469344',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(33,'folder','local','','102e80f0-9d8a-46ad-8204-ae31fa23bad5/',NULL,'102e80f0-9d8a-46ad-8204-ae31fa23bad5',NULL,NULL,'2026-11-27 08:51:10.526061',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(34,'recording','s3','recordings','xylograph/adopted.mp4',NULL,NULL,'2fe1f82d-ef79-4348-b4b3-d85fe474b456',NULL,'2026-11-27 08:51:10.533189',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(35,'composed_video','s3','recordings','composed/marzipan.mp4',NULL,NULL,NULL,'47662658-5814-4f8f-8826-77a307305df8','2026-11-27 08:51:10.540898',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(36,'folder','local','','ad774484-9ea1-4d08-9028-f3d32dc25a21/',NULL,'ad774484-9ea1-4d08-9028-f3d32dc25a21',NULL,NULL,'2026-11-27 08:51:10.549958',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(37,'mp3','s3','default','ad774484-9ea1-4d08-9028-f3d32dc25a21/audio.mp3',NULL,'ad774484-9ea1-4d08-9028-f3d32dc25a21',NULL,NULL,'2026-11-27 08:51:10.549964',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(38,'wav','local','','102e80f0-9d8a-46ad-8204-ae31fa23bad5/audio.wav',NULL,'102e80f0-9d8a-46ad-8204-ae31fa23bad5',NULL,NULL,'2026-11-27 08:51:10.553702',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(39,'mp3','s3','default','102e80f0-9d8a-46ad-8204-ae31fa23bad5/audio.mp3',NULL,'102e80f0-9d8a-46ad-8204-ae31fa23bad5',NULL,NULL,'2026-11-27 08:51:10.576992',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(40,'folder','local','','aa85a42b-ae53-418b-afab-db0ea811d7c3/',NULL,'aa85a42b-ae53-418b-afab-db0ea811d7c3',NULL,NULL,'2026-11-27 08:51:10.600449',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(41,'wav','local','','aa85a42b-ae53-418b-afab-db0ea811d7c3/audio.wav',NULL,'aa85a42b-ae53-418b-afab-db0ea811d7c3',NULL,NULL,'2026-11-27 08:51:10.611369',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(42,'mp3','s3','default','aa85a42b-ae53-418b-afab-db0ea811d7c3/audio.mp3',NULL,'aa85a42b-ae53-418b-afab-db0ea811d7c3',NULL,NULL,'2026-11-27 08:51:10.640978',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(43,'recording','s3','recordings','xylograph/left-over.mp4',NULL,NULL,NULL,NULL,'2026-11-27 08:51:10.668500',NULL,'2026-11-26 08:51:10.667011',3,'2026-11-26 20:51:10.667024',NULL,NULL);
INSERT INTO "artifact" VALUES(44,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,NULL,NULL,'2026-11-27 08:51:10.668504',NULL,'2026-11-26 08:51:10.667159',0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(45,'folder','local','','67cf7e31-adb0-47f5-9049-111e3d1f6148/',NULL,'67cf7e31-adb0-47f5-9049-111e3d1f6148',NULL,NULL,'2026-11-27 08:51:10.685062','2026-11-27 07:51:10.711937',NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(46,'folder','local','','e5dfaba3-0a81-4d44-b4f4-ed8fbc986406/',NULL,'e5dfaba3-0a81-4d44-b4f4-ed8fbc986406',NULL,NULL,'2026-11-27 08:51:10.685646',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(47,'wav','local','','67cf7e31-adb0-47f5-9049-111e3d1f6148/audio.wav',NULL,'67cf7e31-adb0-47f5-9049-111e3d1f6148',NULL,NULL,'2026-11-27 08:51:10.698705','2026-11-27 07:51:10.711937',NULL,0,NULL,NULL,NULL);
CREATE TABLE instance (
	one INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_instance PRIMARY KEY (one), 
	CONSTRAINT ck_instance_one CHECK (one = 1)
);
INSERT INTO "instance" VALUES(1,'4669c618-fbe3-4ec4-83ac-63b9ff752f34','2026-11-27 08:51:09.648440');
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
INSERT INTO "job" VALUES('67cf7e31-adb0-47f5-9049-111e3d1f6148','convert','2026-11-27 08:51:10.686409',0.0,'worker-1',NULL,NULL,1,'xylograph',NULL,0);
INSERT INTO "job" VALUES('e5dfaba3-0a81-4d44-b4f4-ed8fbc986406','convert','2026-11-27 08:51:10.691425',0.0,'worker-1',NULL,NULL,1,'marzipan',NULL,0);
CREATE TABLE marked_store (
	store VARCHAR NOT NULL, 
	bucket VARCHAR NOT NULL, 
	marked_at DATETIME NOT NULL, 
	CONSTRAINT pk_marked_store PRIMARY KEY (store, bucket)
);
INSERT INTO "marked_store" VALUES('local','','2026-11-27 08:51:09.880200');
INSERT INTO "marked_store" VALUES('s3','default','2026-11-27 08:51:09.887981');
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
INSERT INTO "meeting" VALUES('d1ec7a10-075a-4799-a1a2-130f5c362e31','marzipan',NULL,NULL,'2026-11-19 08:51:09.954097','2026-11-19 09:21:09.954097',NULL,0,'',NULL,NULL,1);
INSERT INTO "meeting" VALUES('8811cde4-91a8-4a3b-b9e2-587bd9b9820d','xylograph',NULL,NULL,'2026-11-19 08:51:10.187143','2026-11-19 09:21:10.187143',NULL,0,'','composed/xylograph.mp4',NULL,1);
INSERT INTO "meeting" VALUES('21ca1cd5-27a8-4d4c-b3af-f4eec47ba599','they said xylograph','they said xylograph','they said xylograph','2026-10-28 08:51:10.435023','2026-10-28 09:21:10.435023',NULL,0,'','composed/xylograph-orphan.mp4',NULL,1);
INSERT INTO "meeting" VALUES('47662658-5814-4f8f-8826-77a307305df8','they said marzipan','they said marzipan','they said marzipan','2026-01-31 08:51:10.515003','2026-01-31 09:21:10.515003','dc8d0171-814c-462b-aea2-cf7110f7249a',0,'','composed/marzipan.mp4',NULL,1);
CREATE TABLE meeting_consent (
	id VARCHAR NOT NULL, 
	meeting_id VARCHAR NOT NULL, 
	user_id VARCHAR, 
	consent_given BOOLEAN NOT NULL, 
	consent_timestamp DATETIME NOT NULL, 
	CONSTRAINT pk_meeting_consent PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_consent_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
);
INSERT INTO "meeting_consent" VALUES('baf04929-4003-48ba-af11-adb6c78f59d0','d1ec7a10-075a-4799-a1a2-130f5c362e31','marzipan',0,'2026-11-27 08:51:09.980415');
INSERT INTO "meeting_consent" VALUES('6378a060-f1c6-474d-964e-e35f153e03a6','8811cde4-91a8-4a3b-b9e2-587bd9b9820d','xylograph',1,'2026-11-27 08:51:10.216204');
INSERT INTO "meeting_consent" VALUES('6e739c7c-18d5-4a23-a553-f8fa5b1c0d51','8811cde4-91a8-4a3b-b9e2-587bd9b9820d','xylograph',0,'2026-11-27 08:51:10.216404');
INSERT INTO "meeting_consent" VALUES('733aa599-07a5-47b7-ad5f-ce193f791482','21ca1cd5-27a8-4d4c-b3af-f4eec47ba599',NULL,1,'2026-11-27 08:51:10.456134');
INSERT INTO "meeting_consent" VALUES('82c1ebb9-bf36-48f1-a60b-b46b27094867','47662658-5814-4f8f-8826-77a307305df8',NULL,0,'2026-11-27 08:51:10.525404');
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
INSERT INTO "recording" VALUES('93307e76-6d63-4778-b1b7-1c7d3ac44aa2','recordings','','2026-11-19 08:51:09.954244','completed','d1ec7a10-075a-4799-a1a2-130f5c362e31','["marzipan/track-0.webm", "marzipan/track-1.webm"]',1);
INSERT INTO "recording" VALUES('c7a55aa1-7e18-407b-b25d-3a9c5738347d','recordings','marzipan/shared.mp4','2026-11-19 08:51:09.954288','completed','d1ec7a10-075a-4799-a1a2-130f5c362e31',NULL,1);
INSERT INTO "recording" VALUES('ebd47c85-eba7-4e02-89ef-7f992f7a30af','recordings','marzipan/lone.mp4','2026-11-19 08:51:09.954380','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('f79e8cfb-8035-41ff-a605-af045942f2b6','recordings','xylograph/alone.mp4','2026-11-19 08:51:10.020884','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('e42d95af-93f4-4f52-aa7b-3b87a1d4481e','recordings','','2026-11-19 08:51:10.199020','completed','8811cde4-91a8-4a3b-b9e2-587bd9b9820d','["xylograph/track-0.webm", "xylograph/track-1.webm"]',1);
INSERT INTO "recording" VALUES('c24639c0-ca6e-459c-8765-da929e18a28e','recordings','xylograph/member.mp4','2026-11-19 08:51:10.442890','completed','21ca1cd5-27a8-4d4c-b3af-f4eec47ba599',NULL,1);
INSERT INTO "recording" VALUES('abe94bfb-005a-4a51-b727-8f18dd2becf2','recordings','xylograph/orphan.mp4','2026-11-19 08:51:10.447157','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('2fe1f82d-ef79-4348-b4b3-d85fe474b456','recordings','xylograph/adopted.mp4','2026-11-19 08:51:10.480285','completed',NULL,NULL,1);
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
INSERT INTO "retention_run" VALUES('b503bf56-50d4-449b-9f27-c6387fce13e4','call',7,'2026-11-20 08:51:09.560270','2026-11-27 08:51:09.573123','2026-11-27 08:51:09.946435','done',1,0,0,3,0);
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
INSERT INTO "room" VALUES('dc8d0171-814c-462b-aea2-cf7110f7249a','room-dc8d0171','its-owner','2026-11-27 08:51:10.524546',0,'');
CREATE TABLE tombstone (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	erased_at DATETIME NOT NULL, 
	run_id VARCHAR, 
	CONSTRAINT pk_tombstone PRIMARY KEY (id)
);
INSERT INTO "tombstone" VALUES('e3917ad7-6a98-4a29-954c-6ccc24e28e55','transcript','expired','2026-11-27 08:51:09.589624','b503bf56-50d4-449b-9f27-c6387fce13e4');
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
INSERT INTO "transcript" VALUES('baeeb4b2-1961-4def-af44-90b4d1bd00bc','A talk','ended','2026-11-19 08:51:09.954343',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public','d1ec7a10-075a-4799-a1a2-130f5c362e31',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('2d8ef783-fb87-436f-a626-4ca284909e60','A talk','ended','2026-11-21 08:51:09.954398',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'ebd47c85-eba7-4e02-89ef-7f992f7a30af','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('0a56424d-0444-46ea-bc05-98e76e015d7a','A talk','ended','2026-11-19 08:51:09.954416',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','d1ec7a10-075a-4799-a1a2-130f5c362e31',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('7cac1be9-2b7a-4982-91ef-ada643f16030','A talk','ended','2026-11-19 08:51:09.954432',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'ebd47c85-eba7-4e02-89ef-7f992f7a30af','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('8fe21c1a-ae6f-4feb-8b40-9b900bb745ab','they said xylograph','ended','2026-11-19 08:51:10.020631',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('007e8977-96d7-43cd-b5fa-074971801d4b','they said xylograph','ended','2026-11-18 08:51:10.020834',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('f6e9b9da-1df1-4181-bc47-4ea8d7f9c2ac','A talk','ended','2026-11-15 08:51:10.030899',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'f79e8cfb-8035-41ff-a605-af045942f2b6','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('caea52e4-2d58-42fe-8342-46949ccdda74','A talk','ended','2026-11-07 08:51:10.214901',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','8811cde4-91a8-4a3b-b9e2-587bd9b9820d',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('c5eec390-b9f1-4617-8120-5f657f67f727','A talk','ended','2026-11-18 08:51:10.215015',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'e42d95af-93f4-4f52-aa7b-3b87a1d4481e','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('0a2c641f-807d-458d-bef8-a123ee1eb7d1','they said xylograph','ended','2026-11-26 08:51:10.335764',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]','2026-11-27 06:27:10.335713','they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('ad774484-9ea1-4d08-9028-f3d32dc25a21','they said xylograph','ended','2026-11-19 08:51:10.485261',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,'2fe1f82d-ef79-4348-b4b3-d85fe474b456','file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('102e80f0-9d8a-46ad-8204-ae31fa23bad5','they said marzipan','ended','2026-01-31 08:51:10.523018',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('aa85a42b-ae53-418b-afab-db0ea811d7c3','they said marzipan','ended','2026-11-21 08:51:10.599089',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('67cf7e31-adb0-47f5-9049-111e3d1f6148','A talk','processing','2026-11-19 08:51:10.683537',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('e5dfaba3-0a81-4d44-b4f4-ed8fbc986406','A talk','uploaded','2026-01-31 08:51:10.683625',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('2ace7c26-7423-496b-9def-2b9aa7095f64','they said xylograph','ended','2026-11-19 08:51:10.719102',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,0);
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
CREATE TRIGGER meeting_pointer_changed AFTER UPDATE OF daily_composed_video_s3_key ON meeting BEGIN UPDATE meeting SET inventoried = 0 WHERE id = NEW.id; END;
CREATE TRIGGER recording_pointer_changed AFTER UPDATE OF bucket_name, object_key, track_keys ON recording BEGIN UPDATE recording SET inventoried = 0 WHERE id = NEW.id; END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('artifact',47);
COMMIT;
