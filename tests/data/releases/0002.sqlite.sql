BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0002');
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
INSERT INTO "artifact" VALUES(4,'folder','local','','42f8342e-d081-4dae-9926-e385738cb30e/',NULL,'42f8342e-d081-4dae-9926-e385738cb30e',NULL,NULL,'2026-11-26 18:43:51.870550',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(5,'folder','local','','0bdfb0f3-8dbb-408c-9bb0-51488857cd0a/',NULL,'0bdfb0f3-8dbb-408c-9bb0-51488857cd0a',NULL,NULL,'2026-11-26 18:43:51.871489',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(6,'folder','local','','e90bab7b-1ba0-4d95-98e2-ccf709a8725d/',NULL,'e90bab7b-1ba0-4d95-98e2-ccf709a8725d',NULL,NULL,'2026-11-26 18:43:51.872051',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(7,'folder','local','','34f44c41-5125-4215-a7c7-d9593d4cf725/',NULL,'34f44c41-5125-4215-a7c7-d9593d4cf725',NULL,NULL,'2026-11-26 18:43:51.872558',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(8,'recording','s3','recordings','marzipan/lone.mp4',NULL,NULL,'1c79af33-8522-4bc5-b558-c0d4f1e6100d',NULL,'2026-11-26 18:43:51.877477',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(9,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,'67cebb0a-4ab2-4aeb-bf60-669dbe8d72eb',NULL,'2026-11-26 18:43:51.877483',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(10,'track','s3','recordings','marzipan/track-0.webm',NULL,NULL,'fd028d65-47da-4974-8dd6-890536e27852',NULL,'2026-11-26 18:43:51.877484',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(11,'track','s3','recordings','marzipan/track-1.webm',NULL,NULL,'fd028d65-47da-4974-8dd6-890536e27852',NULL,'2026-11-26 18:43:51.877485',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(12,'folder','local','','e4dd42f0-2ca6-4c5a-a0d3-c0128223b9ad/',NULL,'e4dd42f0-2ca6-4c5a-a0d3-c0128223b9ad',NULL,NULL,'2026-11-26 18:43:51.888893',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(13,'folder','local','','eb14aa82-5bd5-46e9-a769-237574c1a055/',NULL,'eb14aa82-5bd5-46e9-a769-237574c1a055',NULL,NULL,'2026-11-26 18:43:51.889555',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(14,'folder','local','','b10cfd7f-2617-42ad-99fc-afb634dd8b6d/',NULL,'b10cfd7f-2617-42ad-99fc-afb634dd8b6d',NULL,NULL,'2026-11-26 18:43:51.890084',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(15,'recording','s3','recordings','xylograph/alone.mp4',NULL,NULL,'46687889-f84e-4613-8e7c-cb5244476be5',NULL,'2026-11-26 18:43:51.892781',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(16,'wav','local','','e4dd42f0-2ca6-4c5a-a0d3-c0128223b9ad/audio.wav',NULL,'e4dd42f0-2ca6-4c5a-a0d3-c0128223b9ad',NULL,NULL,'2026-11-26 18:43:51.897037',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(17,'mp3','s3','default','e4dd42f0-2ca6-4c5a-a0d3-c0128223b9ad/audio.mp3',NULL,'e4dd42f0-2ca6-4c5a-a0d3-c0128223b9ad',NULL,NULL,'2026-11-26 18:43:51.907188',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(18,'wav','local','','eb14aa82-5bd5-46e9-a769-237574c1a055/audio.wav',NULL,'eb14aa82-5bd5-46e9-a769-237574c1a055',NULL,NULL,'2026-11-26 18:43:51.914560',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(19,'mp3','s3','default','eb14aa82-5bd5-46e9-a769-237574c1a055/audio.mp3',NULL,'eb14aa82-5bd5-46e9-a769-237574c1a055',NULL,NULL,'2026-11-26 18:43:51.921694',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(20,'folder','local','','195b13ef-d63c-417e-b0c8-2e7cdced2257/',NULL,'195b13ef-d63c-417e-b0c8-2e7cdced2257',NULL,NULL,'2026-11-26 18:43:51.932857',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(21,'folder','local','','a1273c53-7937-45ae-beb9-1fdfee9e6126/',NULL,'a1273c53-7937-45ae-beb9-1fdfee9e6126',NULL,NULL,'2026-11-26 18:43:51.933397',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(22,'track','s3','recordings','xylograph/track-0.webm',NULL,NULL,'cb572828-ecc3-4d3e-9148-60f9bd771fed',NULL,'2026-11-26 18:43:51.935603',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(23,'track','s3','recordings','xylograph/track-1.webm',NULL,NULL,'cb572828-ecc3-4d3e-9148-60f9bd771fed',NULL,'2026-11-26 18:43:51.935607',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(24,'composed_video','s3','recordings','composed/xylograph.mp4',NULL,NULL,NULL,'f045b7ed-af8b-4d1f-8859-9e03c881e55b','2026-11-26 18:43:51.939283',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(25,'wav','local','','a1273c53-7937-45ae-beb9-1fdfee9e6126/audio.wav',NULL,'a1273c53-7937-45ae-beb9-1fdfee9e6126',NULL,NULL,'2026-11-26 18:43:51.942850',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(26,'mp3','s3','default','a1273c53-7937-45ae-beb9-1fdfee9e6126/audio.mp3',NULL,'a1273c53-7937-45ae-beb9-1fdfee9e6126',NULL,NULL,'2026-11-26 18:43:51.951331',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(27,'folder','local','','415b84a2-1687-427a-85cb-ece3c23627d9/',NULL,'415b84a2-1687-427a-85cb-ece3c23627d9',NULL,NULL,'2026-11-26 18:43:51.960341',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(28,'wav','local','','415b84a2-1687-427a-85cb-ece3c23627d9/audio.wav',NULL,'415b84a2-1687-427a-85cb-ece3c23627d9',NULL,NULL,'2026-11-26 18:43:51.963955',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(29,'mp3','s3','default','415b84a2-1687-427a-85cb-ece3c23627d9/audio.mp3',NULL,'415b84a2-1687-427a-85cb-ece3c23627d9',NULL,NULL,'2026-11-26 18:43:51.971660',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(30,'recording','s3','recordings','xylograph/member.mp4',NULL,NULL,'7e88dd5e-4084-4327-8714-cd5e0e8da834',NULL,'2026-11-26 18:43:51.985680',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(31,'recording','s3','recordings','xylograph/orphan.mp4',NULL,NULL,'ecb1f9eb-59ab-4150-89b6-dcf040c0947d',NULL,'2026-11-26 18:43:51.985684',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(32,'composed_video','s3','recordings','composed/xylograph-orphan.mp4',NULL,NULL,NULL,'1ab23660-3d8a-4ba8-b0e9-6d71548da0d2','2026-11-26 18:43:51.988011',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(33,'folder','local','','dd0e16ad-6b76-4dd7-b5fd-399afeb49202/',NULL,'dd0e16ad-6b76-4dd7-b5fd-399afeb49202',NULL,NULL,'2026-11-26 18:43:51.997925',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(34,'recording','s3','recordings','xylograph/adopted.mp4',NULL,NULL,'81b5967f-2f6c-4022-87cc-5f4b7d1cf39e',NULL,'2026-11-26 18:43:52.000742',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(35,'composed_video','s3','recordings','composed/marzipan.mp4',NULL,NULL,NULL,'64d7638c-e534-4f38-8649-4a472181575b','2026-11-26 18:43:52.003254',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(36,'folder','local','','1498e9e1-4d82-4fab-a638-90e77989669b/',NULL,'1498e9e1-4d82-4fab-a638-90e77989669b',NULL,NULL,'2026-11-26 18:43:52.005728',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(37,'mp3','s3','default','1498e9e1-4d82-4fab-a638-90e77989669b/audio.mp3',NULL,'1498e9e1-4d82-4fab-a638-90e77989669b',NULL,NULL,'2026-11-26 18:43:52.005732',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(38,'wav','local','','dd0e16ad-6b76-4dd7-b5fd-399afeb49202/audio.wav',NULL,'dd0e16ad-6b76-4dd7-b5fd-399afeb49202',NULL,NULL,'2026-11-26 18:43:52.008911',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(39,'mp3','s3','default','dd0e16ad-6b76-4dd7-b5fd-399afeb49202/audio.mp3',NULL,'dd0e16ad-6b76-4dd7-b5fd-399afeb49202',NULL,NULL,'2026-11-26 18:43:52.016249',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(40,'folder','local','','bf88a9e3-da7f-4000-8568-9a6ffc63687e/',NULL,'bf88a9e3-da7f-4000-8568-9a6ffc63687e',NULL,NULL,'2026-11-26 18:43:52.024811',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(41,'wav','local','','bf88a9e3-da7f-4000-8568-9a6ffc63687e/audio.wav',NULL,'bf88a9e3-da7f-4000-8568-9a6ffc63687e',NULL,NULL,'2026-11-26 18:43:52.029288',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(42,'mp3','s3','default','bf88a9e3-da7f-4000-8568-9a6ffc63687e/audio.mp3',NULL,'bf88a9e3-da7f-4000-8568-9a6ffc63687e',NULL,NULL,'2026-11-26 18:43:52.036442',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(43,'recording','s3','recordings','xylograph/left-over.mp4',NULL,NULL,NULL,NULL,'2026-11-26 18:43:52.044069',NULL,'2026-11-25 18:43:52.043018',3,'2026-11-26 06:43:52.043025',NULL,NULL);
INSERT INTO "artifact" VALUES(44,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,NULL,NULL,'2026-11-26 18:43:52.044072',NULL,'2026-11-25 18:43:52.043095',0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(45,'folder','local','','5a64de84-827a-4234-9bd1-8ee7f60ce3e7/',NULL,'5a64de84-827a-4234-9bd1-8ee7f60ce3e7',NULL,NULL,'2026-11-26 18:43:52.056458','2026-11-26 17:43:52.064900',NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(46,'folder','local','','ddf3f412-c59c-4f2a-bbeb-db0be0b3a472/',NULL,'ddf3f412-c59c-4f2a-bbeb-db0be0b3a472',NULL,NULL,'2026-11-26 18:43:52.057100',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(47,'wav','local','','5a64de84-827a-4234-9bd1-8ee7f60ce3e7/audio.wav',NULL,'5a64de84-827a-4234-9bd1-8ee7f60ce3e7',NULL,NULL,'2026-11-26 18:43:52.062195','2026-11-26 17:43:52.064900',NULL,0,NULL,NULL,NULL);
CREATE TABLE instance (
	one INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_instance PRIMARY KEY (one), 
	CONSTRAINT ck_instance_one CHECK (one = 1)
);
INSERT INTO "instance" VALUES(1,'260c1f3a-0cb6-4521-a811-6724e237b6b0','2026-11-26 18:43:51.745037');
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
INSERT INTO "job" VALUES('5a64de84-827a-4234-9bd1-8ee7f60ce3e7','convert','2026-11-26 18:43:52.057852',0.0,'worker-1',NULL,NULL,1,'xylograph',NULL,0);
INSERT INTO "job" VALUES('ddf3f412-c59c-4f2a-bbeb-db0be0b3a472','convert','2026-11-26 18:43:52.058391',0.0,'worker-1',NULL,NULL,1,'marzipan',NULL,0);
CREATE TABLE marked_store (
	store VARCHAR NOT NULL, 
	bucket VARCHAR NOT NULL, 
	marked_at DATETIME NOT NULL, 
	CONSTRAINT pk_marked_store PRIMARY KEY (store, bucket)
);
INSERT INTO "marked_store" VALUES('s3','default','2026-11-26 18:43:51.844693');
INSERT INTO "marked_store" VALUES('local','','2026-11-26 18:43:51.846719');
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
INSERT INTO "meeting" VALUES('a70a898e-3964-48eb-a90a-9eed3c92bd73','marzipan',NULL,NULL,'2026-11-18 18:43:51.861444','2026-11-18 19:13:51.861444',NULL,0,'',NULL,NULL,1);
INSERT INTO "meeting" VALUES('f045b7ed-af8b-4d1f-8859-9e03c881e55b','xylograph',NULL,NULL,'2026-11-18 18:43:51.929383','2026-11-18 19:13:51.929383',NULL,0,'','composed/xylograph.mp4',NULL,1);
INSERT INTO "meeting" VALUES('1ab23660-3d8a-4ba8-b0e9-6d71548da0d2','they said xylograph','they said xylograph','they said xylograph','2026-10-27 18:43:51.980598','2026-10-27 19:13:51.980598',NULL,0,'','composed/xylograph-orphan.mp4',NULL,1);
INSERT INTO "meeting" VALUES('64d7638c-e534-4f38-8649-4a472181575b','they said marzipan','they said marzipan','they said marzipan','2026-01-30 18:43:51.993754','2026-01-30 19:13:51.993754','5e8c6c43-eb92-46be-8c39-e7fdb391dde8',0,'','composed/marzipan.mp4',NULL,1);
CREATE TABLE meeting_consent (
	id VARCHAR NOT NULL, 
	meeting_id VARCHAR NOT NULL, 
	user_id VARCHAR, 
	consent_given BOOLEAN NOT NULL, 
	consent_timestamp DATETIME NOT NULL, 
	CONSTRAINT pk_meeting_consent PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_consent_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
);
INSERT INTO "meeting_consent" VALUES('fc245c7a-1721-40fc-b753-d74308284930','a70a898e-3964-48eb-a90a-9eed3c92bd73','marzipan',0,'2026-11-26 18:43:51.869560');
INSERT INTO "meeting_consent" VALUES('bd72b1b5-b8a5-44a4-9a6f-acd4d629e444','f045b7ed-af8b-4d1f-8859-9e03c881e55b','xylograph',1,'2026-11-26 18:43:51.931683');
INSERT INTO "meeting_consent" VALUES('d187490a-dca0-4c40-a146-a3c98853aedc','f045b7ed-af8b-4d1f-8859-9e03c881e55b','xylograph',0,'2026-11-26 18:43:51.931933');
INSERT INTO "meeting_consent" VALUES('0a4184a0-fe49-48ef-b207-20ad06273f0c','1ab23660-3d8a-4ba8-b0e9-6d71548da0d2',NULL,1,'2026-11-26 18:43:51.983021');
INSERT INTO "meeting_consent" VALUES('db32365f-5293-4b19-b8a2-c7f5f9fffbee','64d7638c-e534-4f38-8649-4a472181575b',NULL,0,'2026-11-26 18:43:51.996946');
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
INSERT INTO "recording" VALUES('fd028d65-47da-4974-8dd6-890536e27852','recordings','','2026-11-18 18:43:51.861662','completed','a70a898e-3964-48eb-a90a-9eed3c92bd73','["marzipan/track-0.webm", "marzipan/track-1.webm"]',1);
INSERT INTO "recording" VALUES('67cebb0a-4ab2-4aeb-bf60-669dbe8d72eb','recordings','marzipan/shared.mp4','2026-11-18 18:43:51.861794','completed','a70a898e-3964-48eb-a90a-9eed3c92bd73',NULL,1);
INSERT INTO "recording" VALUES('1c79af33-8522-4bc5-b558-c0d4f1e6100d','recordings','marzipan/lone.mp4','2026-11-18 18:43:51.862040','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('46687889-f84e-4613-8e7c-cb5244476be5','recordings','xylograph/alone.mp4','2026-11-18 18:43:51.886283','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('cb572828-ecc3-4d3e-9148-60f9bd771fed','recordings','','2026-11-18 18:43:51.930157','completed','f045b7ed-af8b-4d1f-8859-9e03c881e55b','["xylograph/track-0.webm", "xylograph/track-1.webm"]',1);
INSERT INTO "recording" VALUES('7e88dd5e-4084-4327-8714-cd5e0e8da834','recordings','xylograph/member.mp4','2026-11-18 18:43:51.981336','completed','1ab23660-3d8a-4ba8-b0e9-6d71548da0d2',NULL,1);
INSERT INTO "recording" VALUES('ecb1f9eb-59ab-4150-89b6-dcf040c0947d','recordings','xylograph/orphan.mp4','2026-11-18 18:43:51.981863','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('81b5967f-2f6c-4022-87cc-5f4b7d1cf39e','recordings','xylograph/adopted.mp4','2026-11-18 18:43:51.989653','completed',NULL,NULL,1);
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
INSERT INTO "retention_run" VALUES('2f05b890-e771-4db9-94a5-60a1cd053788','call',7,'2026-11-19 18:43:51.712676','2026-11-26 18:43:51.715288','2026-11-26 18:43:51.859266','done',1,0,0,3,0);
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
INSERT INTO "room" VALUES('5e8c6c43-eb92-46be-8c39-e7fdb391dde8','room-5e8c6c43','its-owner','2026-11-26 18:43:51.995594',0,'');
CREATE TABLE tombstone (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	erased_at DATETIME NOT NULL, 
	run_id VARCHAR, 
	CONSTRAINT pk_tombstone PRIMARY KEY (id)
);
INSERT INTO "tombstone" VALUES('5e73905b-6929-41a8-928e-f025fc525086','transcript','expired','2026-11-26 18:43:51.720961','2f05b890-e771-4db9-94a5-60a1cd053788');
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
INSERT INTO "transcript" VALUES('42f8342e-d081-4dae-9926-e385738cb30e','A talk','ended','2026-11-18 18:43:51.861934',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public','a70a898e-3964-48eb-a90a-9eed3c92bd73',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('0bdfb0f3-8dbb-408c-9bb0-51488857cd0a','A talk','ended','2026-11-20 18:43:51.862086',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'1c79af33-8522-4bc5-b558-c0d4f1e6100d','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('e90bab7b-1ba0-4d95-98e2-ccf709a8725d','A talk','ended','2026-11-18 18:43:51.862118',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','a70a898e-3964-48eb-a90a-9eed3c92bd73',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('34f44c41-5125-4215-a7c7-d9593d4cf725','A talk','ended','2026-11-18 18:43:51.862144',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'1c79af33-8522-4bc5-b558-c0d4f1e6100d','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('e4dd42f0-2ca6-4c5a-a0d3-c0128223b9ad','they said xylograph','ended','2026-11-18 18:43:51.886097',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('eb14aa82-5bd5-46e9-a769-237574c1a055','they said xylograph','ended','2026-11-17 18:43:51.886236',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('b10cfd7f-2617-42ad-99fc-afb634dd8b6d','A talk','ended','2026-11-14 18:43:51.887519',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'46687889-f84e-4613-8e7c-cb5244476be5','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('195b13ef-d63c-417e-b0c8-2e7cdced2257','A talk','ended','2026-11-06 18:43:51.930805',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','f045b7ed-af8b-4d1f-8859-9e03c881e55b',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('a1273c53-7937-45ae-beb9-1fdfee9e6126','A talk','ended','2026-11-17 18:43:51.930847',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'cb572828-ecc3-4d3e-9148-60f9bd771fed','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('415b84a2-1687-427a-85cb-ece3c23627d9','they said xylograph','ended','2026-11-25 18:43:51.959359',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]','2026-11-26 16:19:51.959321','they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('1498e9e1-4d82-4fab-a638-90e77989669b','they said xylograph','ended','2026-11-18 18:43:51.990334',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,'81b5967f-2f6c-4022-87cc-5f4b7d1cf39e','file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('dd0e16ad-6b76-4dd7-b5fd-399afeb49202','they said marzipan','ended','2026-01-30 18:43:51.994244',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('bf88a9e3-da7f-4000-8568-9a6ffc63687e','they said marzipan','ended','2026-11-20 18:43:52.023128',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('5a64de84-827a-4234-9bd1-8ee7f60ce3e7','A talk','processing','2026-11-18 18:43:52.055405',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('ddf3f412-c59c-4f2a-bbeb-db0be0b3a472','A talk','uploaded','2026-01-30 18:43:52.055481',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('d2887ad8-9a29-450b-a209-f247df9fe00c','they said xylograph','ended','2026-11-18 18:43:52.066236',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,0);
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
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('artifact',47);
COMMIT;
