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
INSERT INTO "artifact" VALUES(4,'folder','local','','78dd8a70-8d4a-43a2-ae5e-c5d2c6320da0/',NULL,'78dd8a70-8d4a-43a2-ae5e-c5d2c6320da0',NULL,NULL,'2026-12-01 04:50:12.124567',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(5,'folder','local','','a0a6e745-a263-4e30-97b1-d77aa970f372/',NULL,'a0a6e745-a263-4e30-97b1-d77aa970f372',NULL,NULL,'2026-12-01 04:50:12.126493',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(6,'folder','local','','f8e4590f-528c-46a9-b443-dd7ebe6759a2/',NULL,'f8e4590f-528c-46a9-b443-dd7ebe6759a2',NULL,NULL,'2026-12-01 04:50:12.141507',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(7,'folder','local','','eea35a92-2fad-4ec8-8b73-1b758a21fd24/',NULL,'eea35a92-2fad-4ec8-8b73-1b758a21fd24',NULL,NULL,'2026-12-01 04:50:12.142562',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(8,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,'26a19c3c-21d6-4b7d-8427-58cf554628a5',NULL,'2026-12-01 04:50:12.186221',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(9,'recording','s3','recordings','marzipan/lone.mp4',NULL,NULL,'5659d1bb-841d-4eec-857a-7f602bd516aa',NULL,'2026-12-01 04:50:12.186228',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(10,'track','s3','recordings','marzipan/track-0.webm',NULL,NULL,'d46b6b9b-fac7-438c-883e-7e1ab018edd7',NULL,'2026-12-01 04:50:12.186229',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(11,'track','s3','recordings','marzipan/track-1.webm',NULL,NULL,'d46b6b9b-fac7-438c-883e-7e1ab018edd7',NULL,'2026-12-01 04:50:12.186230',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(12,'folder','local','','1d237737-ec7a-4c43-a1a0-f621293c9f24/',NULL,'1d237737-ec7a-4c43-a1a0-f621293c9f24',NULL,NULL,'2026-12-01 04:50:12.265393',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(13,'folder','local','','648887cc-4ba8-40ee-b259-b07f043c8542/',NULL,'648887cc-4ba8-40ee-b259-b07f043c8542',NULL,NULL,'2026-12-01 04:50:12.266213',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(14,'folder','local','','ed820fb4-4fb8-416d-afef-cd1396d34249/',NULL,'ed820fb4-4fb8-416d-afef-cd1396d34249',NULL,NULL,'2026-12-01 04:50:12.266862',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(15,'recording','s3','recordings','xylograph/alone.mp4',NULL,NULL,'2f2340f7-2659-464b-a57f-f2ebd2c8ca90',NULL,'2026-12-01 04:50:12.317479',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(16,'wav','local','','1d237737-ec7a-4c43-a1a0-f621293c9f24/audio.wav',NULL,'1d237737-ec7a-4c43-a1a0-f621293c9f24',NULL,NULL,'2026-12-01 04:50:12.336207',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(17,'mp3','s3','default','1d237737-ec7a-4c43-a1a0-f621293c9f24/audio.mp3',NULL,'1d237737-ec7a-4c43-a1a0-f621293c9f24',NULL,NULL,'2026-12-01 04:50:12.410146',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(18,'wav','local','','648887cc-4ba8-40ee-b259-b07f043c8542/audio.wav',NULL,'648887cc-4ba8-40ee-b259-b07f043c8542',NULL,NULL,'2026-12-01 04:50:12.517060',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(19,'mp3','s3','default','648887cc-4ba8-40ee-b259-b07f043c8542/audio.mp3',NULL,'648887cc-4ba8-40ee-b259-b07f043c8542',NULL,NULL,'2026-12-01 04:50:12.613511',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(20,'folder','local','','0882f1d8-26f5-458f-a944-9d5a1137f1c9/',NULL,'0882f1d8-26f5-458f-a944-9d5a1137f1c9',NULL,NULL,'2026-12-01 04:50:12.777594',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(21,'folder','local','','868bed76-2b86-4dc7-99c4-406cccbd5c33/',NULL,'868bed76-2b86-4dc7-99c4-406cccbd5c33',NULL,NULL,'2026-12-01 04:50:12.778269',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(22,'track','s3','recordings','xylograph/track-0.webm',NULL,NULL,'a11173bb-ddcb-4f67-9244-9a51613e4be6',NULL,'2026-12-01 04:50:12.815567',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(23,'track','s3','recordings','xylograph/track-1.webm',NULL,NULL,'a11173bb-ddcb-4f67-9244-9a51613e4be6',NULL,'2026-12-01 04:50:12.815574',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(24,'composed_video','s3','recordings','composed/xylograph.mp4',NULL,NULL,NULL,'94e41814-a6d1-4d95-87e3-56c314778265','2026-12-01 04:50:12.849241',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(25,'wav','local','','868bed76-2b86-4dc7-99c4-406cccbd5c33/audio.wav',NULL,'868bed76-2b86-4dc7-99c4-406cccbd5c33',NULL,NULL,'2026-12-01 04:50:12.899514',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(26,'mp3','s3','default','868bed76-2b86-4dc7-99c4-406cccbd5c33/audio.mp3',NULL,'868bed76-2b86-4dc7-99c4-406cccbd5c33',NULL,NULL,'2026-12-01 04:50:13.007400',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(27,'folder','local','','624ca904-9a76-49d9-afb5-23f8ce52659a/',NULL,'624ca904-9a76-49d9-afb5-23f8ce52659a',NULL,NULL,'2026-12-01 04:50:13.070838',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(28,'wav','local','','624ca904-9a76-49d9-afb5-23f8ce52659a/audio.wav',NULL,'624ca904-9a76-49d9-afb5-23f8ce52659a',NULL,NULL,'2026-12-01 04:50:13.108215',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(29,'mp3','s3','default','624ca904-9a76-49d9-afb5-23f8ce52659a/audio.mp3',NULL,'624ca904-9a76-49d9-afb5-23f8ce52659a',NULL,NULL,'2026-12-01 04:50:13.186012',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(30,'recording','s3','recordings','xylograph/member.mp4',NULL,NULL,'6c67277c-8c72-48e2-8619-33677be6b68b',NULL,'2026-12-01 04:50:13.342224',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(31,'recording','s3','recordings','xylograph/orphan.mp4',NULL,NULL,'edc7da6c-d5f6-4dc7-982d-3049f6087f7f',NULL,'2026-12-01 04:50:13.342231',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(32,'composed_video','s3','recordings','composed/xylograph-orphan.mp4',NULL,NULL,NULL,'18b1d577-7dc9-4fc9-93a9-3864ba662627','2026-12-01 04:50:13.374190',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(33,'folder','local','','94a3c68e-5623-4369-ab2b-c898664dd288/',NULL,'94a3c68e-5623-4369-ab2b-c898664dd288',NULL,NULL,'2026-12-01 04:50:13.501915',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(34,'recording','s3','recordings','xylograph/adopted.mp4',NULL,NULL,'abf1dd2f-32f8-4ae1-9192-9f4599b08e13',NULL,'2026-12-01 04:50:13.518057',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(35,'composed_video','s3','recordings','composed/marzipan.mp4',NULL,NULL,NULL,'4b7ee962-d828-4047-a22a-dda9248ec2bc','2026-12-01 04:50:13.536597',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(36,'folder','local','','cdc5650f-031f-4d0c-ac48-6e4caabdc268/',NULL,'cdc5650f-031f-4d0c-ac48-6e4caabdc268',NULL,NULL,'2026-12-01 04:50:13.560841',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(37,'mp3','s3','default','cdc5650f-031f-4d0c-ac48-6e4caabdc268/audio.mp3',NULL,'cdc5650f-031f-4d0c-ac48-6e4caabdc268',NULL,NULL,'2026-12-01 04:50:13.560848',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(38,'wav','local','','94a3c68e-5623-4369-ab2b-c898664dd288/audio.wav',NULL,'94a3c68e-5623-4369-ab2b-c898664dd288',NULL,NULL,'2026-12-01 04:50:13.586232',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(39,'mp3','s3','default','94a3c68e-5623-4369-ab2b-c898664dd288/audio.mp3',NULL,'94a3c68e-5623-4369-ab2b-c898664dd288',NULL,NULL,'2026-12-01 04:50:13.662097',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(40,'folder','local','','fd8d1580-e3ec-4886-a54b-c4b7f2a9012a/',NULL,'fd8d1580-e3ec-4886-a54b-c4b7f2a9012a',NULL,NULL,'2026-12-01 04:50:13.740718',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(41,'wav','local','','fd8d1580-e3ec-4886-a54b-c4b7f2a9012a/audio.wav',NULL,'fd8d1580-e3ec-4886-a54b-c4b7f2a9012a',NULL,NULL,'2026-12-01 04:50:13.784035',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(42,'mp3','s3','default','fd8d1580-e3ec-4886-a54b-c4b7f2a9012a/audio.mp3',NULL,'fd8d1580-e3ec-4886-a54b-c4b7f2a9012a',NULL,NULL,'2026-12-01 04:50:13.862104',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(43,'recording','s3','recordings','xylograph/left-over.mp4',NULL,NULL,NULL,NULL,'2026-12-01 04:50:14.459534',NULL,'2026-11-30 04:50:14.444899',3,'2026-11-30 16:50:14.444918',NULL,NULL);
INSERT INTO "artifact" VALUES(44,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,NULL,NULL,'2026-12-01 04:50:14.459542',NULL,'2026-11-30 04:50:14.445114',0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(45,'folder','local','','49f031b7-54da-465e-bf03-7d65c49d9560/',NULL,'49f031b7-54da-465e-bf03-7d65c49d9560',NULL,NULL,'2026-12-01 04:50:14.633697','2026-12-01 03:50:14.768252',NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(46,'folder','local','','5fb8b1d8-313d-40c6-ba93-9ee6e83d8dbd/',NULL,'5fb8b1d8-313d-40c6-ba93-9ee6e83d8dbd',NULL,NULL,'2026-12-01 04:50:14.647296',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(47,'wav','local','','49f031b7-54da-465e-bf03-7d65c49d9560/audio.wav',NULL,'49f031b7-54da-465e-bf03-7d65c49d9560',NULL,NULL,'2026-12-01 04:50:14.727469','2026-12-01 03:50:14.768252',NULL,0,NULL,NULL,NULL);
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
INSERT INTO "instance" VALUES(1,'a3dab9ed-2924-4b17-ab23-64be84207c3d','2026-12-01 04:50:09.963778');
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
INSERT INTO "job" VALUES('49f031b7-54da-465e-bf03-7d65c49d9560','convert','2026-12-01 04:50:14.649199',0.0,'worker-1',NULL,NULL,1,'xylograph',NULL,0,NULL);
INSERT INTO "job" VALUES('5fb8b1d8-313d-40c6-ba93-9ee6e83d8dbd','convert','2026-12-01 04:50:14.650406',0.0,'worker-1',NULL,NULL,1,'marzipan',NULL,0,NULL);
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
INSERT INTO "marked_store" VALUES('local','','2026-12-01 04:50:11.239776');
INSERT INTO "marked_store" VALUES('s3','default','2026-12-01 04:50:11.257326');
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
INSERT INTO "meeting" VALUES('becfa87f-5269-47bd-b96e-a296ec0fa9dd','marzipan',NULL,NULL,'2026-11-23 04:50:12.029142','2026-11-23 05:20:12.029142',NULL,0,'',NULL,NULL,1);
INSERT INTO "meeting" VALUES('94e41814-a6d1-4d95-87e3-56c314778265','xylograph',NULL,NULL,'2026-11-23 04:50:12.715500','2026-11-23 05:20:12.715500',NULL,0,'','composed/xylograph.mp4',NULL,1);
INSERT INTO "meeting" VALUES('18b1d577-7dc9-4fc9-93a9-3864ba662627','they said xylograph','they said xylograph','they said xylograph','2026-11-01 04:50:13.271306','2026-11-01 05:20:13.271306',NULL,0,'','composed/xylograph-orphan.mp4',NULL,1);
INSERT INTO "meeting" VALUES('4b7ee962-d828-4047-a22a-dda9248ec2bc','they said marzipan','they said marzipan','they said marzipan','2026-02-04 04:50:13.483426','2026-02-04 05:20:13.483426','b51efcdc-66db-42b2-812d-4bf6b968eddc',0,'','composed/marzipan.mp4',NULL,1);
CREATE TABLE meeting_consent (
	id VARCHAR NOT NULL, 
	meeting_id VARCHAR NOT NULL, 
	user_id VARCHAR, 
	consent_given BOOLEAN NOT NULL, 
	consent_timestamp DATETIME NOT NULL, 
	CONSTRAINT pk_meeting_consent PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_consent_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
);
INSERT INTO "meeting_consent" VALUES('69f6bf7b-5eb8-466c-a6c7-4159601dc2e0','becfa87f-5269-47bd-b96e-a296ec0fa9dd','marzipan',0,'2026-12-01 04:50:12.105757');
INSERT INTO "meeting_consent" VALUES('2d0ca250-c4ad-4701-9c99-cb2fd6d1f199','94e41814-a6d1-4d95-87e3-56c314778265','xylograph',1,'2026-12-01 04:50:12.776247');
INSERT INTO "meeting_consent" VALUES('b1e0ac0d-487c-4780-81aa-d6766e8ad921','94e41814-a6d1-4d95-87e3-56c314778265','xylograph',0,'2026-12-01 04:50:12.776511');
INSERT INTO "meeting_consent" VALUES('e7279bf2-6ced-4d0d-b11c-22bf8f85e919','18b1d577-7dc9-4fc9-93a9-3864ba662627',NULL,1,'2026-12-01 04:50:13.321146');
INSERT INTO "meeting_consent" VALUES('bc6815fb-7734-4261-9407-550cc43b1ae3','4b7ee962-d828-4047-a22a-dda9248ec2bc',NULL,0,'2026-12-01 04:50:13.500463');
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
INSERT INTO "recording" VALUES('d46b6b9b-fac7-438c-883e-7e1ab018edd7','recordings','','2026-11-23 04:50:12.029295','completed','becfa87f-5269-47bd-b96e-a296ec0fa9dd','["marzipan/track-0.webm", "marzipan/track-1.webm"]',1);
INSERT INTO "recording" VALUES('26a19c3c-21d6-4b7d-8427-58cf554628a5','recordings','marzipan/shared.mp4','2026-11-23 04:50:12.029344','completed','becfa87f-5269-47bd-b96e-a296ec0fa9dd',NULL,1);
INSERT INTO "recording" VALUES('5659d1bb-841d-4eec-857a-7f602bd516aa','recordings','marzipan/lone.mp4','2026-11-23 04:50:12.029470','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('2f2340f7-2659-464b-a57f-f2ebd2c8ca90','recordings','xylograph/alone.mp4','2026-11-23 04:50:12.241285','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('a11173bb-ddcb-4f67-9244-9a51613e4be6','recordings','','2026-11-23 04:50:12.739162','completed','94e41814-a6d1-4d95-87e3-56c314778265','["xylograph/track-0.webm", "xylograph/track-1.webm"]',1);
INSERT INTO "recording" VALUES('6c67277c-8c72-48e2-8619-33677be6b68b','recordings','xylograph/member.mp4','2026-11-23 04:50:13.294650','completed','18b1d577-7dc9-4fc9-93a9-3864ba662627',NULL,1);
INSERT INTO "recording" VALUES('edc7da6c-d5f6-4dc7-982d-3049f6087f7f','recordings','xylograph/orphan.mp4','2026-11-23 04:50:13.307436','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('abf1dd2f-32f8-4ae1-9192-9f4599b08e13','recordings','xylograph/adopted.mp4','2026-11-23 04:50:13.396997','completed',NULL,NULL,1);
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
INSERT INTO "retention_run" VALUES('d538c412-55a6-4892-98a6-c674eec7f6d3','call',7,'2026-11-24 04:50:09.911781','2026-12-01 04:50:10.601462','2026-12-01 04:50:11.992425','done',1,0,0,3,0,NULL,NULL);
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
INSERT INTO "room" VALUES('b51efcdc-66db-42b2-812d-4bf6b968eddc','room-b51efcdc','its-owner','2026-12-01 04:50:13.493652',0,'');
CREATE TABLE tombstone (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	erased_at DATETIME NOT NULL, 
	run_id VARCHAR, 
	CONSTRAINT pk_tombstone PRIMARY KEY (id)
);
INSERT INTO "tombstone" VALUES('a930bab5-dfc9-4674-a70e-ad13eb7ac824','transcript','expired','2026-12-01 04:50:10.653925','d538c412-55a6-4892-98a6-c674eec7f6d3');
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
INSERT INTO "transcript" VALUES('78dd8a70-8d4a-43a2-ae5e-c5d2c6320da0','A talk','ended','2026-11-23 04:50:12.029411',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public','becfa87f-5269-47bd-b96e-a296ec0fa9dd',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('a0a6e745-a263-4e30-97b1-d77aa970f372','A talk','ended','2026-11-25 04:50:12.029510',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'5659d1bb-841d-4eec-857a-7f602bd516aa','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('f8e4590f-528c-46a9-b443-dd7ebe6759a2','A talk','ended','2026-11-23 04:50:12.029546',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','becfa87f-5269-47bd-b96e-a296ec0fa9dd',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('eea35a92-2fad-4ec8-8b73-1b758a21fd24','A talk','ended','2026-11-23 04:50:12.029580',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'5659d1bb-841d-4eec-857a-7f602bd516aa','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('1d237737-ec7a-4c43-a1a0-f621293c9f24','they said xylograph','ended','2026-11-23 04:50:12.241037',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('648887cc-4ba8-40ee-b259-b07f043c8542','they said xylograph','ended','2026-11-22 04:50:12.241233',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('ed820fb4-4fb8-416d-afef-cd1396d34249','A talk','ended','2026-11-19 04:50:12.263147',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'2f2340f7-2659-464b-a57f-f2ebd2c8ca90','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('0882f1d8-26f5-458f-a944-9d5a1137f1c9','A talk','ended','2026-11-11 04:50:12.774650',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','94e41814-a6d1-4d95-87e3-56c314778265',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('868bed76-2b86-4dc7-99c4-406cccbd5c33','A talk','ended','2026-11-22 04:50:12.774806',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'a11173bb-ddcb-4f67-9244-9a51613e4be6','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('624ca904-9a76-49d9-afb5-23f8ce52659a','they said xylograph','ended','2026-11-30 04:50:13.069341',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]','2026-12-01 02:26:13.069293','they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('cdc5650f-031f-4d0c-ac48-6e4caabdc268','they said xylograph','ended','2026-11-23 04:50:13.419123',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,'abf1dd2f-32f8-4ae1-9192-9f4599b08e13','file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('94a3c68e-5623-4369-ab2b-c898664dd288','they said marzipan','ended','2026-02-04 04:50:13.491412',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('fd8d1580-e3ec-4886-a54b-c4b7f2a9012a','they said marzipan','ended','2026-11-25 04:50:13.739300',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('49f031b7-54da-465e-bf03-7d65c49d9560','A talk','processing','2026-11-23 04:50:14.631324',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('5fb8b1d8-313d-40c6-ba93-9ee6e83d8dbd','A talk','uploaded','2026-02-04 04:50:14.631475',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('e9014e72-4956-4661-a33e-f33d1a841c5d','they said xylograph','ended','2026-11-23 04:50:14.787426',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,0);
CREATE TABLE usage (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	client VARCHAR NOT NULL, 
	amount BIGINT NOT NULL, 
	created_at DATETIME NOT NULL, 
	until DATETIME NOT NULL, 
	CONSTRAINT pk_usage PRIMARY KEY (id)
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
CREATE INDEX ix_meeting_room_id ON meeting (room_id);
CREATE INDEX ix_meeting_not_inventoried ON meeting (id) WHERE NOT inventoried;
CREATE INDEX ix_artifact_location ON artifact (store, bucket, "key") WHERE transcript_id IS NOT NULL OR recording_id IS NOT NULL OR meeting_id IS NOT NULL;
CREATE INDEX ix_meeting_consent_refused ON meeting_consent (meeting_id) WHERE NOT consent_given;
CREATE INDEX ix_usage_client_name ON usage (client, name);
CREATE INDEX ix_usage_until ON usage (until);
CREATE INDEX ix_journal_entry_at ON journal_entry (at);
CREATE INDEX ix_journal_entry_incomplete ON journal_entry (at) WHERE NOT complete;
CREATE TRIGGER meeting_pointer_changed AFTER UPDATE OF daily_composed_video_s3_key ON meeting BEGIN UPDATE meeting SET inventoried = 0 WHERE id = NEW.id; END;
CREATE TRIGGER recording_pointer_changed AFTER UPDATE OF bucket_name, object_key, track_keys ON recording BEGIN UPDATE recording SET inventoried = 0 WHERE id = NEW.id; END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('artifact',47);
COMMIT;
