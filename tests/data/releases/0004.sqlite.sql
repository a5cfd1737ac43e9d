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
INSERT INTO "artifact" VALUES(4,'folder','local','','d888b280-bcdd-4cd8-8e89-e316d7d8c295/',NULL,'d888b280-bcdd-4cd8-8e89-e316d7d8c295',NULL,NULL,'2026-12-01 09:27:15.467735',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(5,'folder','local','','23d9f2c7-fd58-4927-991a-b31667f7ee5a/',NULL,'23d9f2c7-fd58-4927-991a-b31667f7ee5a',NULL,NULL,'2026-12-01 09:27:15.470255',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(6,'folder','local','','99791b11-fde1-4373-8aae-e570a1031340/',NULL,'99791b11-fde1-4373-8aae-e570a1031340',NULL,NULL,'2026-12-01 09:27:15.471290',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(7,'folder','local','','cb8beb29-b612-4139-8bf1-ac5a06c917c5/',NULL,'cb8beb29-b612-4139-8bf1-ac5a06c917c5',NULL,NULL,'2026-12-01 09:27:15.481182',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(8,'recording','s3','recordings','marzipan/lone.mp4',NULL,NULL,'5b45a3c1-4d9f-4df0-9bed-e40435021475',NULL,'2026-12-01 09:27:15.509079',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(9,'track','s3','recordings','marzipan/track-0.webm',NULL,NULL,'f2c41e15-b3d9-4375-86dc-385bdb8ee72d',NULL,'2026-12-01 09:27:15.509085',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(10,'track','s3','recordings','marzipan/track-1.webm',NULL,NULL,'f2c41e15-b3d9-4375-86dc-385bdb8ee72d',NULL,'2026-12-01 09:27:15.509086',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(11,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,'fe3a1a6b-2f63-4a82-b326-5c2f3cd912ef',NULL,'2026-12-01 09:27:15.509087',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(12,'folder','local','','4b8deb78-535a-4220-9c2b-6ced6f4594da/',NULL,'4b8deb78-535a-4220-9c2b-6ced6f4594da',NULL,NULL,'2026-12-01 09:27:15.558603',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(13,'folder','local','','5752a952-ade7-4404-9c48-c96fc2da611c/',NULL,'5752a952-ade7-4404-9c48-c96fc2da611c',NULL,NULL,'2026-12-01 09:27:15.559320',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(14,'folder','local','','08a9d307-3cfa-461d-b721-53af0ec69a1f/',NULL,'08a9d307-3cfa-461d-b721-53af0ec69a1f',NULL,NULL,'2026-12-01 09:27:15.559813',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(15,'recording','s3','recordings','xylograph/alone.mp4',NULL,NULL,'3db5970a-ba1e-4943-a4e0-d47e4011ddae',NULL,'2026-12-01 09:27:15.571970',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(16,'wav','local','','4b8deb78-535a-4220-9c2b-6ced6f4594da/audio.wav',NULL,'4b8deb78-535a-4220-9c2b-6ced6f4594da',NULL,NULL,'2026-12-01 09:27:15.589187',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(17,'mp3','s3','default','4b8deb78-535a-4220-9c2b-6ced6f4594da/audio.mp3',NULL,'4b8deb78-535a-4220-9c2b-6ced6f4594da',NULL,NULL,'2026-12-01 09:27:15.630442',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(18,'wav','local','','5752a952-ade7-4404-9c48-c96fc2da611c/audio.wav',NULL,'5752a952-ade7-4404-9c48-c96fc2da611c',NULL,NULL,'2026-12-01 09:27:15.674917',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(19,'mp3','s3','default','5752a952-ade7-4404-9c48-c96fc2da611c/audio.mp3',NULL,'5752a952-ade7-4404-9c48-c96fc2da611c',NULL,NULL,'2026-12-01 09:27:15.710496',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(20,'folder','local','','f88c41fe-dd57-420a-bf93-3b2d1d3e7c3b/',NULL,'f88c41fe-dd57-420a-bf93-3b2d1d3e7c3b',NULL,NULL,'2026-12-01 09:27:15.777786',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(21,'folder','local','','974c8981-dd8c-47df-875d-34c8f82ac57a/',NULL,'974c8981-dd8c-47df-875d-34c8f82ac57a',NULL,NULL,'2026-12-01 09:27:15.778346',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(22,'track','s3','recordings','xylograph/track-0.webm',NULL,NULL,'c2f6a688-9fd5-4062-babe-4c2f4a68d9ee',NULL,'2026-12-01 09:27:15.787339',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(23,'track','s3','recordings','xylograph/track-1.webm',NULL,NULL,'c2f6a688-9fd5-4062-babe-4c2f4a68d9ee',NULL,'2026-12-01 09:27:15.787345',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(24,'composed_video','s3','recordings','composed/xylograph.mp4',NULL,NULL,NULL,'9b635738-8810-49f5-b1a1-e86d6b15c898','2026-12-01 09:27:15.803706',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(25,'wav','local','','974c8981-dd8c-47df-875d-34c8f82ac57a/audio.wav',NULL,'974c8981-dd8c-47df-875d-34c8f82ac57a',NULL,NULL,'2026-12-01 09:27:15.820595',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(26,'mp3','s3','default','974c8981-dd8c-47df-875d-34c8f82ac57a/audio.mp3',NULL,'974c8981-dd8c-47df-875d-34c8f82ac57a',NULL,NULL,'2026-12-01 09:27:15.855036',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(27,'folder','local','','6ae4906f-776f-40fd-8d82-99ace9fe4a5d/',NULL,'6ae4906f-776f-40fd-8d82-99ace9fe4a5d',NULL,NULL,'2026-12-01 09:27:15.890416',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(28,'wav','local','','6ae4906f-776f-40fd-8d82-99ace9fe4a5d/audio.wav',NULL,'6ae4906f-776f-40fd-8d82-99ace9fe4a5d',NULL,NULL,'2026-12-01 09:27:15.905836',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(29,'mp3','s3','default','6ae4906f-776f-40fd-8d82-99ace9fe4a5d/audio.mp3',NULL,'6ae4906f-776f-40fd-8d82-99ace9fe4a5d',NULL,NULL,'2026-12-01 09:27:15.943267',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(30,'recording','s3','recordings','xylograph/member.mp4',NULL,NULL,'08e05398-9b1f-4d18-903e-c4ffe4accbdc',NULL,'2026-12-01 09:27:16.002667',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(31,'recording','s3','recordings','xylograph/orphan.mp4',NULL,NULL,'8c7801b9-f418-4037-bf3e-604096d8b8e9',NULL,'2026-12-01 09:27:16.002670',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(32,'composed_video','s3','recordings','composed/xylograph-orphan.mp4',NULL,NULL,NULL,'93eb72a9-6545-48d5-8f0b-f8e4495b8864','2026-12-01 09:27:16.014878',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(33,'folder','local','','bc0d33cf-286d-403a-b36c-5581e8980122/',NULL,'bc0d33cf-286d-403a-b36c-5581e8980122',NULL,NULL,'2026-12-01 09:27:16.066500',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(34,'recording','s3','recordings','xylograph/adopted.mp4',NULL,NULL,'a9ded520-2897-4eeb-a0a5-7f6341b1b787',NULL,'2026-12-01 09:27:16.079089',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(35,'composed_video','s3','recordings','composed/marzipan.mp4',NULL,NULL,NULL,'5165a086-7701-4d0f-bad3-d3b838462b4a','2026-12-01 09:27:16.086156',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(36,'folder','local','','a91fe986-3ac0-4162-91e8-4a25fc2d32d7/',NULL,'a91fe986-3ac0-4162-91e8-4a25fc2d32d7',NULL,NULL,'2026-12-01 09:27:16.093271',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(37,'mp3','s3','default','a91fe986-3ac0-4162-91e8-4a25fc2d32d7/audio.mp3',NULL,'a91fe986-3ac0-4162-91e8-4a25fc2d32d7',NULL,NULL,'2026-12-01 09:27:16.093274',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(38,'wav','local','','bc0d33cf-286d-403a-b36c-5581e8980122/audio.wav',NULL,'bc0d33cf-286d-403a-b36c-5581e8980122',NULL,NULL,'2026-12-01 09:27:16.102473',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(39,'mp3','s3','default','bc0d33cf-286d-403a-b36c-5581e8980122/audio.mp3',NULL,'bc0d33cf-286d-403a-b36c-5581e8980122',NULL,NULL,'2026-12-01 09:27:16.145808',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(40,'folder','local','','6be15944-869e-4112-b81d-278c903634db/',NULL,'6be15944-869e-4112-b81d-278c903634db',NULL,NULL,'2026-12-01 09:27:16.181623',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(41,'wav','local','','6be15944-869e-4112-b81d-278c903634db/audio.wav',NULL,'6be15944-869e-4112-b81d-278c903634db',NULL,NULL,'2026-12-01 09:27:16.187658',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(42,'mp3','s3','default','6be15944-869e-4112-b81d-278c903634db/audio.mp3',NULL,'6be15944-869e-4112-b81d-278c903634db',NULL,NULL,'2026-12-01 09:27:16.226163',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(43,'recording','s3','recordings','xylograph/left-over.mp4',NULL,NULL,NULL,NULL,'2026-12-01 09:27:16.273603',NULL,'2026-11-30 09:27:16.272209',3,'2026-11-30 21:27:16.272221',NULL,NULL);
INSERT INTO "artifact" VALUES(44,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,NULL,NULL,'2026-12-01 09:27:16.273610',NULL,'2026-11-30 09:27:16.272339',0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(45,'folder','local','','81024a4a-6bd2-4af5-ba2b-e5d9fc05de28/',NULL,'81024a4a-6bd2-4af5-ba2b-e5d9fc05de28',NULL,NULL,'2026-12-01 09:27:16.301714','2026-12-01 08:27:16.330383',NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(46,'folder','local','','fb48066d-9a9b-4709-a6ab-996638c22038/',NULL,'fb48066d-9a9b-4709-a6ab-996638c22038',NULL,NULL,'2026-12-01 09:27:16.302352',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(47,'wav','local','','81024a4a-6bd2-4af5-ba2b-e5d9fc05de28/audio.wav',NULL,'81024a4a-6bd2-4af5-ba2b-e5d9fc05de28',NULL,NULL,'2026-12-01 09:27:16.315805','2026-12-01 08:27:16.330383',NULL,0,NULL,NULL,NULL);
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
INSERT INTO "instance" VALUES(1,'076e7c35-eb20-419d-9078-cf07474e3b7a','2026-12-01 09:27:15.065398');
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
INSERT INTO "job" VALUES('81024a4a-6bd2-4af5-ba2b-e5d9fc05de28','convert','2026-12-01 09:27:16.303104',0.0,'worker-1',NULL,NULL,1,'xylograph',NULL,0,NULL,0);
INSERT INTO "job" VALUES('fb48066d-9a9b-4709-a6ab-996638c22038','convert','2026-12-01 09:27:16.303616',0.0,'worker-1',NULL,NULL,1,'marzipan',NULL,0,NULL,0);
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
INSERT INTO "marked_store" VALUES('local','','2026-12-01 09:27:15.313364');
INSERT INTO "marked_store" VALUES('s3','default','2026-12-01 09:27:15.328337');
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
INSERT INTO "meeting" VALUES('6c5409c9-52da-4eb8-bfa6-0c08ad8e2e52','marzipan',NULL,NULL,'2026-11-23 09:27:15.417903','2026-11-23 09:57:15.417903',NULL,0,'',NULL,NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('9b635738-8810-49f5-b1a1-e86d6b15c898','xylograph',NULL,NULL,'2026-11-23 09:27:15.744309','2026-11-23 09:57:15.744309',NULL,0,'','composed/xylograph.mp4',NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('93eb72a9-6545-48d5-8f0b-f8e4495b8864','they said xylograph','they said xylograph','they said xylograph','2026-11-01 09:27:15.976266','2026-11-01 09:57:15.976266',NULL,0,'','composed/xylograph-orphan.mp4',NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('5165a086-7701-4d0f-bad3-d3b838462b4a','they said marzipan','they said marzipan','they said marzipan','2026-02-04 09:27:16.056270','2026-02-04 09:57:16.056270','7bd9420e-1633-4e71-abd9-1bb845db13ba',0,'','composed/marzipan.mp4',NULL,1,0,NULL);
CREATE TABLE meeting_consent (
	id VARCHAR NOT NULL, 
	meeting_id VARCHAR NOT NULL, 
	user_id VARCHAR, 
	consent_given BOOLEAN NOT NULL, 
	consent_timestamp DATETIME NOT NULL, decision VARCHAR, 
	CONSTRAINT pk_meeting_consent PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_consent_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
);
INSERT INTO "meeting_consent" VALUES('37666ad7-7ebc-4ad2-8bba-d60bed3ca0e8','6c5409c9-52da-4eb8-bfa6-0c08ad8e2e52','marzipan',0,'2026-12-01 09:27:15.466637',NULL);
INSERT INTO "meeting_consent" VALUES('5d3be71b-410f-45a9-beca-2cf010c317af','9b635738-8810-49f5-b1a1-e86d6b15c898','xylograph',1,'2026-12-01 09:27:15.776348',NULL);
INSERT INTO "meeting_consent" VALUES('f83d1f47-9fd9-4c5e-81b7-d5458d75ac01','9b635738-8810-49f5-b1a1-e86d6b15c898','xylograph',0,'2026-12-01 09:27:15.776733',NULL);
INSERT INTO "meeting_consent" VALUES('5af8987b-da82-46dd-89ee-083f43e7c967','93eb72a9-6545-48d5-8f0b-f8e4495b8864',NULL,1,'2026-12-01 09:27:15.997458',NULL);
INSERT INTO "meeting_consent" VALUES('eafc42c5-2808-493f-be9f-7aef6e1d3f3d','5165a086-7701-4d0f-bad3-d3b838462b4a',NULL,0,'2026-12-01 09:27:16.065843',NULL);
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
INSERT INTO "recording" VALUES('f2c41e15-b3d9-4375-86dc-385bdb8ee72d','recordings','','2026-11-23 09:27:15.418030','completed','6c5409c9-52da-4eb8-bfa6-0c08ad8e2e52','["marzipan/track-0.webm", "marzipan/track-1.webm"]',1);
INSERT INTO "recording" VALUES('fe3a1a6b-2f63-4a82-b326-5c2f3cd912ef','recordings','marzipan/shared.mp4','2026-11-23 09:27:15.418074','completed','6c5409c9-52da-4eb8-bfa6-0c08ad8e2e52',NULL,1);
INSERT INTO "recording" VALUES('5b45a3c1-4d9f-4df0-9bed-e40435021475','recordings','marzipan/lone.mp4','2026-11-23 09:27:15.418160','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('3db5970a-ba1e-4943-a4e0-d47e4011ddae','recordings','xylograph/alone.mp4','2026-11-23 09:27:15.542515','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('c2f6a688-9fd5-4062-babe-4c2f4a68d9ee','recordings','','2026-11-23 09:27:15.756317','completed','9b635738-8810-49f5-b1a1-e86d6b15c898','["xylograph/track-0.webm", "xylograph/track-1.webm"]',1);
INSERT INTO "recording" VALUES('08e05398-9b1f-4d18-903e-c4ffe4accbdc','recordings','xylograph/member.mp4','2026-11-23 09:27:15.984149','completed','93eb72a9-6545-48d5-8f0b-f8e4495b8864',NULL,1);
INSERT INTO "recording" VALUES('8c7801b9-f418-4037-bf3e-604096d8b8e9','recordings','xylograph/orphan.mp4','2026-11-23 09:27:15.990190','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('a9ded520-2897-4eeb-a0a5-7f6341b1b787','recordings','xylograph/adopted.mp4','2026-11-23 09:27:16.021254','completed',NULL,NULL,1);
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
INSERT INTO "retention_run" VALUES('5bee7681-b24d-4d03-8131-337c2a9db0ae','call',7,'2026-11-24 09:27:15.061859','2026-12-01 09:27:15.096639','2026-12-01 09:27:15.399994','done',1,0,0,3,0,NULL,NULL);
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
INSERT INTO "room" VALUES('7bd9420e-1633-4e71-abd9-1bb845db13ba','room-7bd9420e','its-owner','2026-12-01 09:27:16.064913',0,'');
CREATE TABLE tombstone (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	erased_at DATETIME NOT NULL, 
	run_id VARCHAR, 
	CONSTRAINT pk_tombstone PRIMARY KEY (id)
);
INSERT INTO "tombstone" VALUES('df8a7ea9-1717-40ba-b71d-a1b335207d82','transcript','expired','2026-12-01 09:27:15.121879','5bee7681-b24d-4d03-8131-337c2a9db0ae');
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
INSERT INTO "transcript" VALUES('d888b280-bcdd-4cd8-8e89-e316d7d8c295','A talk','ended','2026-11-23 09:27:15.418127',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public','6c5409c9-52da-4eb8-bfa6-0c08ad8e2e52',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('23d9f2c7-fd58-4927-991a-b31667f7ee5a','A talk','ended','2026-11-25 09:27:15.418177',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'5b45a3c1-4d9f-4df0-9bed-e40435021475','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('99791b11-fde1-4373-8aae-e570a1031340','A talk','ended','2026-11-23 09:27:15.418193',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','6c5409c9-52da-4eb8-bfa6-0c08ad8e2e52',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('cb8beb29-b612-4139-8bf1-ac5a06c917c5','A talk','ended','2026-11-23 09:27:15.418209',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'5b45a3c1-4d9f-4df0-9bed-e40435021475','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('4b8deb78-535a-4220-9c2b-6ced6f4594da','they said xylograph','ended','2026-11-23 09:27:15.542293',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('5752a952-ade7-4404-9c48-c96fc2da611c','they said xylograph','ended','2026-11-22 09:27:15.542464',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('08a9d307-3cfa-461d-b721-53af0ec69a1f','A talk','ended','2026-11-19 09:27:15.556569',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'3db5970a-ba1e-4943-a4e0-d47e4011ddae','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('f88c41fe-dd57-420a-bf93-3b2d1d3e7c3b','A talk','ended','2026-11-11 09:27:15.773602',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','9b635738-8810-49f5-b1a1-e86d6b15c898',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('974c8981-dd8c-47df-875d-34c8f82ac57a','A talk','ended','2026-11-22 09:27:15.773723',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'c2f6a688-9fd5-4062-babe-4c2f4a68d9ee','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('6ae4906f-776f-40fd-8d82-99ace9fe4a5d','they said xylograph','ended','2026-11-30 09:27:15.888475',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]','2026-12-01 07:03:15.888418','they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('a91fe986-3ac0-4162-91e8-4a25fc2d32d7','they said xylograph','ended','2026-11-23 09:27:16.028452',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,'a9ded520-2897-4eeb-a0a5-7f6341b1b787','file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('bc0d33cf-286d-403a-b36c-5581e8980122','they said marzipan','ended','2026-02-04 09:27:16.063246',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('6be15944-869e-4112-b81d-278c903634db','they said marzipan','ended','2026-11-25 09:27:16.180293',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('81024a4a-6bd2-4af5-ba2b-e5d9fc05de28','A talk','processing','2026-11-23 09:27:16.300388',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('fb48066d-9a9b-4709-a6ab-996638c22038','A talk','uploaded','2026-02-04 09:27:16.300471',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('ef61a86f-18cb-4cdb-97e7-b2d0cb6b386a','they said xylograph','ended','2026-11-23 09:27:16.340284',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,0);
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
