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
INSERT INTO "artifact" VALUES(4,'folder','local','','62b0e096-5c5b-4f45-a403-b3cfd131bc9f/',NULL,'62b0e096-5c5b-4f45-a403-b3cfd131bc9f',NULL,NULL,'2026-12-01 05:22:09.915993',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(5,'folder','local','','040f7e15-30e8-4040-98ae-578c446c6a0d/',NULL,'040f7e15-30e8-4040-98ae-578c446c6a0d',NULL,NULL,'2026-12-01 05:22:09.917286',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(6,'folder','local','','85f56294-d69f-4b89-8092-82723ea720e8/',NULL,'85f56294-d69f-4b89-8092-82723ea720e8',NULL,NULL,'2026-12-01 05:22:09.917985',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(7,'folder','local','','7c82b984-43a8-4c3c-b3d5-4a29a1206ca1/',NULL,'7c82b984-43a8-4c3c-b3d5-4a29a1206ca1',NULL,NULL,'2026-12-01 05:22:09.918567',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(8,'recording','s3','recordings','marzipan/lone.mp4',NULL,NULL,'1ff95cb9-7cc6-49d5-8c3c-c981f1315b55',NULL,'2026-12-01 05:22:09.926566',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(9,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,'6327b4f9-fbbb-4e18-afef-f78de9cb5808',NULL,'2026-12-01 05:22:09.926574',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(10,'track','s3','recordings','marzipan/track-0.webm',NULL,NULL,'676ebf10-f659-4af7-9967-d68107cee2ea',NULL,'2026-12-01 05:22:09.926574',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(11,'track','s3','recordings','marzipan/track-1.webm',NULL,NULL,'676ebf10-f659-4af7-9967-d68107cee2ea',NULL,'2026-12-01 05:22:09.926575',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(12,'folder','local','','5c064195-4dea-41c2-9739-5259e970e6db/',NULL,'5c064195-4dea-41c2-9739-5259e970e6db',NULL,NULL,'2026-12-01 05:22:09.953788',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(13,'folder','local','','f1c1f98c-3db5-49ee-89d4-88d3024e0d2c/',NULL,'f1c1f98c-3db5-49ee-89d4-88d3024e0d2c',NULL,NULL,'2026-12-01 05:22:09.955416',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(14,'folder','local','','cb549d45-d061-4df6-a1dc-6c193489fe7e/',NULL,'cb549d45-d061-4df6-a1dc-6c193489fe7e',NULL,NULL,'2026-12-01 05:22:09.956543',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(15,'recording','s3','recordings','xylograph/alone.mp4',NULL,NULL,'091009c9-4ea2-4dc3-9d94-8f339b238911',NULL,'2026-12-01 05:22:09.966613',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(16,'wav','local','','5c064195-4dea-41c2-9739-5259e970e6db/audio.wav',NULL,'5c064195-4dea-41c2-9739-5259e970e6db',NULL,NULL,'2026-12-01 05:22:09.985104',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(17,'mp3','s3','default','5c064195-4dea-41c2-9739-5259e970e6db/audio.mp3',NULL,'5c064195-4dea-41c2-9739-5259e970e6db',NULL,NULL,'2026-12-01 05:22:10.022294',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(18,'wav','local','','f1c1f98c-3db5-49ee-89d4-88d3024e0d2c/audio.wav',NULL,'f1c1f98c-3db5-49ee-89d4-88d3024e0d2c',NULL,NULL,'2026-12-01 05:22:10.066520',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(19,'mp3','s3','default','f1c1f98c-3db5-49ee-89d4-88d3024e0d2c/audio.mp3',NULL,'f1c1f98c-3db5-49ee-89d4-88d3024e0d2c',NULL,NULL,'2026-12-01 05:22:10.112067',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(20,'folder','local','','6d8d8e44-b900-4897-a7df-5055d06fcea7/',NULL,'6d8d8e44-b900-4897-a7df-5055d06fcea7',NULL,NULL,'2026-12-01 05:22:10.196115',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(21,'folder','local','','3c767117-0b49-43ac-a800-d9a0b506c654/',NULL,'3c767117-0b49-43ac-a800-d9a0b506c654',NULL,NULL,'2026-12-01 05:22:10.197077',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(22,'track','s3','recordings','xylograph/track-0.webm',NULL,NULL,'3d223363-2ea9-4a77-820b-a794473f2e43',NULL,'2026-12-01 05:22:10.214468',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(23,'track','s3','recordings','xylograph/track-1.webm',NULL,NULL,'3d223363-2ea9-4a77-820b-a794473f2e43',NULL,'2026-12-01 05:22:10.214474',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(24,'composed_video','s3','recordings','composed/xylograph.mp4',NULL,NULL,NULL,'ea4844f4-9309-4ce2-8827-4b6cc8f43301','2026-12-01 05:22:10.234308',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(25,'wav','local','','3c767117-0b49-43ac-a800-d9a0b506c654/audio.wav',NULL,'3c767117-0b49-43ac-a800-d9a0b506c654',NULL,NULL,'2026-12-01 05:22:10.251354',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(26,'mp3','s3','default','3c767117-0b49-43ac-a800-d9a0b506c654/audio.mp3',NULL,'3c767117-0b49-43ac-a800-d9a0b506c654',NULL,NULL,'2026-12-01 05:22:10.308220',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(27,'folder','local','','8e4815c6-ebba-4095-b3d8-f248f91224be/',NULL,'8e4815c6-ebba-4095-b3d8-f248f91224be',NULL,NULL,'2026-12-01 05:22:10.324969',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(28,'wav','local','','8e4815c6-ebba-4095-b3d8-f248f91224be/audio.wav',NULL,'8e4815c6-ebba-4095-b3d8-f248f91224be',NULL,NULL,'2026-12-01 05:22:10.344091',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(29,'mp3','s3','default','8e4815c6-ebba-4095-b3d8-f248f91224be/audio.mp3',NULL,'8e4815c6-ebba-4095-b3d8-f248f91224be',NULL,NULL,'2026-12-01 05:22:10.374421',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(30,'recording','s3','recordings','xylograph/orphan.mp4',NULL,NULL,'72934b18-2c2e-4095-b652-2a86d2713201',NULL,'2026-12-01 05:22:10.418520',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(31,'recording','s3','recordings','xylograph/member.mp4',NULL,NULL,'fb658363-3e6d-44df-9ce4-c1b5d95991c3',NULL,'2026-12-01 05:22:10.418528',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(32,'composed_video','s3','recordings','composed/xylograph-orphan.mp4',NULL,NULL,NULL,'a08a6daf-7c3e-4623-8e91-29acbdcaac52','2026-12-01 05:22:10.430651',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(33,'folder','local','','d4b36d5c-6334-4f78-be34-c62519558cf1/',NULL,'d4b36d5c-6334-4f78-be34-c62519558cf1',NULL,NULL,'2026-12-01 05:22:10.485439',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(34,'recording','s3','recordings','xylograph/adopted.mp4',NULL,NULL,'4cfe82ac-7cef-4d11-9d1b-094a06b6e269',NULL,'2026-12-01 05:22:10.492134',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(35,'composed_video','s3','recordings','composed/marzipan.mp4',NULL,NULL,NULL,'bf7a3b47-4847-4fe9-9ba7-609d359bf779','2026-12-01 05:22:10.503898',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(36,'folder','local','','3f5844da-b8ae-4a81-8a0a-d2cf3e6929a7/',NULL,'3f5844da-b8ae-4a81-8a0a-d2cf3e6929a7',NULL,NULL,'2026-12-01 05:22:10.516317',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(37,'mp3','s3','default','3f5844da-b8ae-4a81-8a0a-d2cf3e6929a7/audio.mp3',NULL,'3f5844da-b8ae-4a81-8a0a-d2cf3e6929a7',NULL,NULL,'2026-12-01 05:22:10.516326',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(38,'wav','local','','d4b36d5c-6334-4f78-be34-c62519558cf1/audio.wav',NULL,'d4b36d5c-6334-4f78-be34-c62519558cf1',NULL,NULL,'2026-12-01 05:22:10.536081',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(39,'mp3','s3','default','d4b36d5c-6334-4f78-be34-c62519558cf1/audio.mp3',NULL,'d4b36d5c-6334-4f78-be34-c62519558cf1',NULL,NULL,'2026-12-01 05:22:10.580754',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(40,'folder','local','','5974d24d-ebcd-4ffc-be1d-01cb3d61cb66/',NULL,'5974d24d-ebcd-4ffc-be1d-01cb3d61cb66',NULL,NULL,'2026-12-01 05:22:10.624553',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(41,'wav','local','','5974d24d-ebcd-4ffc-be1d-01cb3d61cb66/audio.wav',NULL,'5974d24d-ebcd-4ffc-be1d-01cb3d61cb66',NULL,NULL,'2026-12-01 05:22:10.639635',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(42,'mp3','s3','default','5974d24d-ebcd-4ffc-be1d-01cb3d61cb66/audio.mp3',NULL,'5974d24d-ebcd-4ffc-be1d-01cb3d61cb66',NULL,NULL,'2026-12-01 05:22:10.673719',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(43,'recording','s3','recordings','xylograph/left-over.mp4',NULL,NULL,NULL,NULL,'2026-12-01 05:22:10.713576',NULL,'2026-11-30 05:22:10.711291',3,'2026-11-30 17:22:10.711308',NULL,NULL);
INSERT INTO "artifact" VALUES(44,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,NULL,NULL,'2026-12-01 05:22:10.713582',NULL,'2026-11-30 05:22:10.711484',0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(45,'folder','local','','a41ea399-3103-4b9f-ad9e-832a19afdb3c/',NULL,'a41ea399-3103-4b9f-ad9e-832a19afdb3c',NULL,NULL,'2026-12-01 05:22:10.754017','2026-12-01 04:22:10.788507',NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(46,'folder','local','','c1aad7af-79d0-4699-a10b-dd23607c51ec/',NULL,'c1aad7af-79d0-4699-a10b-dd23607c51ec',NULL,NULL,'2026-12-01 05:22:10.754788',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(47,'wav','local','','a41ea399-3103-4b9f-ad9e-832a19afdb3c/audio.wav',NULL,'a41ea399-3103-4b9f-ad9e-832a19afdb3c',NULL,NULL,'2026-12-01 05:22:10.774082','2026-12-01 04:22:10.788507',NULL,0,NULL,NULL,NULL);
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
INSERT INTO "instance" VALUES(1,'c09eb9f5-8830-4216-aefb-db594db7b79d','2026-12-01 05:22:09.346926');
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
	chunks_received INTEGER DEFAULT '0' NOT NULL, upload_bytes BIGINT, 
	CONSTRAINT pk_job PRIMARY KEY (transcript_id), 
	CONSTRAINT fk_job_transcript_id_transcript FOREIGN KEY(transcript_id) REFERENCES transcript (id) ON DELETE CASCADE
);
INSERT INTO "job" VALUES('a41ea399-3103-4b9f-ad9e-832a19afdb3c','convert','2026-12-01 05:22:10.760243',0.0,'worker-1',NULL,NULL,1,'xylograph',NULL,0,NULL);
INSERT INTO "job" VALUES('c1aad7af-79d0-4699-a10b-dd23607c51ec','convert','2026-12-01 05:22:10.761518',0.0,'worker-1',NULL,NULL,1,'marzipan',NULL,0,NULL);
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
INSERT INTO "marked_store" VALUES('local','','2026-12-01 05:22:09.715546');
INSERT INTO "marked_store" VALUES('s3','default','2026-12-01 05:22:09.755273');
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
INSERT INTO "meeting" VALUES('661ebfbc-021f-48e2-8d57-ed0660dcbe2c','marzipan',NULL,NULL,'2026-11-23 05:22:09.873099','2026-11-23 05:52:09.873099',NULL,0,'',NULL,NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('ea4844f4-9309-4ce2-8827-4b6cc8f43301','xylograph',NULL,NULL,'2026-11-23 05:22:10.163297','2026-11-23 05:52:10.163297',NULL,0,'','composed/xylograph.mp4',NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('a08a6daf-7c3e-4623-8e91-29acbdcaac52','they said xylograph','they said xylograph','they said xylograph','2026-11-01 05:22:10.401366','2026-11-01 05:52:10.401366',NULL,0,'','composed/xylograph-orphan.mp4',NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('bf7a3b47-4847-4fe9-9ba7-609d359bf779','they said marzipan','they said marzipan','they said marzipan','2026-02-04 05:22:10.477929','2026-02-04 05:52:10.477929','474e28fc-5cf6-4b27-8d1d-a003d4bc2a9f',0,'','composed/marzipan.mp4',NULL,1,0,NULL);
CREATE TABLE meeting_consent (
	id VARCHAR NOT NULL, 
	meeting_id VARCHAR NOT NULL, 
	user_id VARCHAR, 
	consent_given BOOLEAN NOT NULL, 
	consent_timestamp DATETIME NOT NULL, decision VARCHAR, 
	CONSTRAINT pk_meeting_consent PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_consent_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
);
INSERT INTO "meeting_consent" VALUES('0337f093-ab2c-4dfc-be9e-027478e247eb','661ebfbc-021f-48e2-8d57-ed0660dcbe2c','marzipan',0,'2026-12-01 05:22:09.910233',NULL);
INSERT INTO "meeting_consent" VALUES('31064f05-ecb9-4c8b-95a0-c4992f6a1e35','ea4844f4-9309-4ce2-8827-4b6cc8f43301','xylograph',1,'2026-12-01 05:22:10.193664',NULL);
INSERT INTO "meeting_consent" VALUES('7ea7398d-6b65-4684-a75e-aea6f33b4052','ea4844f4-9309-4ce2-8827-4b6cc8f43301','xylograph',0,'2026-12-01 05:22:10.194189',NULL);
INSERT INTO "meeting_consent" VALUES('b5a79ed7-26a6-4149-9387-ec2fa5be540d','a08a6daf-7c3e-4623-8e91-29acbdcaac52',NULL,1,'2026-12-01 05:22:10.406773',NULL);
INSERT INTO "meeting_consent" VALUES('be8dbcac-d499-4a7a-a679-c5ba1da85f47','bf7a3b47-4847-4fe9-9ba7-609d359bf779',NULL,0,'2026-12-01 05:22:10.483969',NULL);
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
INSERT INTO "recording" VALUES('676ebf10-f659-4af7-9967-d68107cee2ea','recordings','','2026-11-23 05:22:09.873242','completed','661ebfbc-021f-48e2-8d57-ed0660dcbe2c','["marzipan/track-0.webm", "marzipan/track-1.webm"]',1);
INSERT INTO "recording" VALUES('6327b4f9-fbbb-4e18-afef-f78de9cb5808','recordings','marzipan/shared.mp4','2026-11-23 05:22:09.873298','completed','661ebfbc-021f-48e2-8d57-ed0660dcbe2c',NULL,1);
INSERT INTO "recording" VALUES('1ff95cb9-7cc6-49d5-8c3c-c981f1315b55','recordings','marzipan/lone.mp4','2026-11-23 05:22:09.873400','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('091009c9-4ea2-4dc3-9d94-8f339b238911','recordings','xylograph/alone.mp4','2026-11-23 05:22:09.937041','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('3d223363-2ea9-4a77-820b-a794473f2e43','recordings','','2026-11-23 05:22:10.171793','completed','ea4844f4-9309-4ce2-8827-4b6cc8f43301','["xylograph/track-0.webm", "xylograph/track-1.webm"]',1);
INSERT INTO "recording" VALUES('fb658363-3e6d-44df-9ce4-c1b5d95991c3','recordings','xylograph/member.mp4','2026-11-23 05:22:10.402750','completed','a08a6daf-7c3e-4623-8e91-29acbdcaac52',NULL,1);
INSERT INTO "recording" VALUES('72934b18-2c2e-4095-b652-2a86d2713201','recordings','xylograph/orphan.mp4','2026-11-23 05:22:10.404055','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('4cfe82ac-7cef-4d11-9d1b-094a06b6e269','recordings','xylograph/adopted.mp4','2026-11-23 05:22:10.441106','completed',NULL,NULL,1);
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
INSERT INTO "retention_run" VALUES('7b1a284d-5249-40d4-9b2c-918b2d1baeea','call',7,'2026-11-24 05:22:09.343247','2026-12-01 05:22:09.385182','2026-12-01 05:22:09.852314','done',1,0,0,3,0,NULL,NULL);
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
INSERT INTO "room" VALUES('474e28fc-5cf6-4b27-8d1d-a003d4bc2a9f','room-474e28fc','its-owner','2026-12-01 05:22:10.481946',0,'');
CREATE TABLE tombstone (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	erased_at DATETIME NOT NULL, 
	run_id VARCHAR, 
	CONSTRAINT pk_tombstone PRIMARY KEY (id)
);
INSERT INTO "tombstone" VALUES('bd3fd229-2bfe-42c5-a425-706fc3a2daec','transcript','expired','2026-12-01 05:22:09.411409','7b1a284d-5249-40d4-9b2c-918b2d1baeea');
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
INSERT INTO "transcript" VALUES('62b0e096-5c5b-4f45-a403-b3cfd131bc9f','A talk','ended','2026-11-23 05:22:09.873362',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public','661ebfbc-021f-48e2-8d57-ed0660dcbe2c',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('040f7e15-30e8-4040-98ae-578c446c6a0d','A talk','ended','2026-11-25 05:22:09.873423',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'1ff95cb9-7cc6-49d5-8c3c-c981f1315b55','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('85f56294-d69f-4b89-8092-82723ea720e8','A talk','ended','2026-11-23 05:22:09.873445',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','661ebfbc-021f-48e2-8d57-ed0660dcbe2c',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('7c82b984-43a8-4c3c-b3d5-4a29a1206ca1','A talk','ended','2026-11-23 05:22:09.873465',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'1ff95cb9-7cc6-49d5-8c3c-c981f1315b55','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('5c064195-4dea-41c2-9739-5259e970e6db','they said xylograph','ended','2026-11-23 05:22:09.936822',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('f1c1f98c-3db5-49ee-89d4-88d3024e0d2c','they said xylograph','ended','2026-11-22 05:22:09.936992',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('cb549d45-d061-4df6-a1dc-6c193489fe7e','A talk','ended','2026-11-19 05:22:09.951140',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'091009c9-4ea2-4dc3-9d94-8f339b238911','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('6d8d8e44-b900-4897-a7df-5055d06fcea7','A talk','ended','2026-11-11 05:22:10.191161',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','ea4844f4-9309-4ce2-8827-4b6cc8f43301',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('3c767117-0b49-43ac-a800-d9a0b506c654','A talk','ended','2026-11-22 05:22:10.191311',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'3d223363-2ea9-4a77-820b-a794473f2e43','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('8e4815c6-ebba-4095-b3d8-f248f91224be','they said xylograph','ended','2026-11-30 05:22:10.323299',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]','2026-12-01 02:58:10.323250','they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('3f5844da-b8ae-4a81-8a0a-d2cf3e6929a7','they said xylograph','ended','2026-11-23 05:22:10.447157',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,'4cfe82ac-7cef-4d11-9d1b-094a06b6e269','file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('d4b36d5c-6334-4f78-be34-c62519558cf1','they said marzipan','ended','2026-02-04 05:22:10.479507',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('5974d24d-ebcd-4ffc-be1d-01cb3d61cb66','they said marzipan','ended','2026-11-25 05:22:10.622794',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('a41ea399-3103-4b9f-ad9e-832a19afdb3c','A talk','processing','2026-11-23 05:22:10.752236',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('c1aad7af-79d0-4699-a10b-dd23607c51ec','A talk','uploaded','2026-02-04 05:22:10.752379',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('c3b97876-677d-4e89-9d08-6fe522cdceac','they said xylograph','ended','2026-11-23 05:22:10.799455',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,0);
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
CREATE INDEX ix_journal_entry_at ON journal_entry (at);
CREATE INDEX ix_journal_entry_incomplete ON journal_entry (at) WHERE NOT complete;
CREATE INDEX ix_recording_meeting_meeting_id ON recording_meeting (meeting_id);
CREATE INDEX ix_webhook_message_seen_at ON webhook_message (seen_at);
CREATE TRIGGER meeting_pointer_changed AFTER UPDATE OF daily_composed_video_s3_key ON meeting BEGIN UPDATE meeting SET inventoried = 0 WHERE id = NEW.id; END;
CREATE TRIGGER recording_pointer_changed AFTER UPDATE OF bucket_name, object_key, track_keys ON recording BEGIN UPDATE recording SET inventoried = 0 WHERE id = NEW.id; END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('artifact',47);
COMMIT;
