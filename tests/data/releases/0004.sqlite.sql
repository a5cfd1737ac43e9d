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
INSERT INTO "artifact" VALUES(4,'folder','local','','c9aaafc5-48c0-46df-92f5-aee19db1d9fb/',NULL,'c9aaafc5-48c0-46df-92f5-aee19db1d9fb',NULL,NULL,'2026-12-01 18:05:50.504938',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(5,'folder','local','','6b7ee72c-795c-4a4f-b33e-46eff77de2e6/',NULL,'6b7ee72c-795c-4a4f-b33e-46eff77de2e6',NULL,NULL,'2026-12-01 18:05:50.522448',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(6,'folder','local','','1ad8d31b-8481-436f-ba51-b70a006cd338/',NULL,'1ad8d31b-8481-436f-ba51-b70a006cd338',NULL,NULL,'2026-12-01 18:05:50.522942',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(7,'folder','local','','902c484a-2e60-4c73-b01c-3e668a7a1f57/',NULL,'902c484a-2e60-4c73-b01c-3e668a7a1f57',NULL,NULL,'2026-12-01 18:05:50.523304',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(8,'track','s3','recordings','marzipan/track-0.webm',NULL,NULL,'81a982ab-a5c6-4c6e-884d-513bb271f1cb',NULL,'2026-12-01 18:05:50.540533',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(9,'track','s3','recordings','marzipan/track-1.webm',NULL,NULL,'81a982ab-a5c6-4c6e-884d-513bb271f1cb',NULL,'2026-12-01 18:05:50.540539',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(10,'recording','s3','recordings','marzipan/lone.mp4',NULL,NULL,'dce70319-9078-4672-b031-17389e4fce7f',NULL,'2026-12-01 18:05:50.540539',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(11,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,'e2b5620e-21f6-45a0-a91a-463b25cabe65',NULL,'2026-12-01 18:05:50.540540',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(12,'folder','local','','60743d84-a5d3-41b4-8954-10411f1f827e/',NULL,'60743d84-a5d3-41b4-8954-10411f1f827e',NULL,NULL,'2026-12-01 18:05:50.590314',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(13,'folder','local','','8119dea1-9125-49d1-a505-a2e30e006aeb/',NULL,'8119dea1-9125-49d1-a505-a2e30e006aeb',NULL,NULL,'2026-12-01 18:05:50.590863',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(14,'folder','local','','3b62829a-1d28-4a93-bb27-ec06be32d4aa/',NULL,'3b62829a-1d28-4a93-bb27-ec06be32d4aa',NULL,NULL,'2026-12-01 18:05:50.591242',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(15,'recording','s3','recordings','xylograph/alone.mp4',NULL,NULL,'842fc578-4381-4d88-b5d9-1f8a627defad',NULL,'2026-12-01 18:05:50.612271',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(16,'wav','local','','60743d84-a5d3-41b4-8954-10411f1f827e/audio.wav',NULL,'60743d84-a5d3-41b4-8954-10411f1f827e',NULL,NULL,'2026-12-01 18:05:50.628572',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(17,'mp3','s3','default','60743d84-a5d3-41b4-8954-10411f1f827e/audio.mp3',NULL,'60743d84-a5d3-41b4-8954-10411f1f827e',NULL,NULL,'2026-12-01 18:05:50.671941',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(18,'wav','local','','8119dea1-9125-49d1-a505-a2e30e006aeb/audio.wav',NULL,'8119dea1-9125-49d1-a505-a2e30e006aeb',NULL,NULL,'2026-12-01 18:05:50.700112',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(19,'mp3','s3','default','8119dea1-9125-49d1-a505-a2e30e006aeb/audio.mp3',NULL,'8119dea1-9125-49d1-a505-a2e30e006aeb',NULL,NULL,'2026-12-01 18:05:50.734707',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(20,'folder','local','','8bab3907-4fb5-472c-881e-f894c2c2cc47/',NULL,'8bab3907-4fb5-472c-881e-f894c2c2cc47',NULL,NULL,'2026-12-01 18:05:50.764681',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(21,'folder','local','','200565f4-5a4d-4a2a-898d-41a53bacd95a/',NULL,'200565f4-5a4d-4a2a-898d-41a53bacd95a',NULL,NULL,'2026-12-01 18:05:50.765097',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(22,'track','s3','recordings','xylograph/track-0.webm',NULL,NULL,'16933081-b0be-4aab-b8c5-540debe4bc0e',NULL,'2026-12-01 18:05:50.776988',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(23,'track','s3','recordings','xylograph/track-1.webm',NULL,NULL,'16933081-b0be-4aab-b8c5-540debe4bc0e',NULL,'2026-12-01 18:05:50.776994',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(24,'composed_video','s3','recordings','composed/xylograph.mp4',NULL,NULL,NULL,'713b0005-3529-4d42-ad7f-e15d9e8779fd','2026-12-01 18:05:50.821264',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(25,'wav','local','','200565f4-5a4d-4a2a-898d-41a53bacd95a/audio.wav',NULL,'200565f4-5a4d-4a2a-898d-41a53bacd95a',NULL,NULL,'2026-12-01 18:05:50.839222',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(26,'mp3','s3','default','200565f4-5a4d-4a2a-898d-41a53bacd95a/audio.mp3',NULL,'200565f4-5a4d-4a2a-898d-41a53bacd95a',NULL,NULL,'2026-12-01 18:05:50.888235',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(27,'folder','local','','8dd488be-b6ac-494b-85e7-d391503ac4bd/',NULL,'8dd488be-b6ac-494b-85e7-d391503ac4bd',NULL,NULL,'2026-12-01 18:05:50.922031',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(28,'wav','local','','8dd488be-b6ac-494b-85e7-d391503ac4bd/audio.wav',NULL,'8dd488be-b6ac-494b-85e7-d391503ac4bd',NULL,NULL,'2026-12-01 18:05:50.931019',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(29,'mp3','s3','default','8dd488be-b6ac-494b-85e7-d391503ac4bd/audio.mp3',NULL,'8dd488be-b6ac-494b-85e7-d391503ac4bd',NULL,NULL,'2026-12-01 18:05:50.959468',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(30,'recording','s3','recordings','xylograph/member.mp4',NULL,NULL,'46ddbe5b-7a4f-4f90-8517-fba0329e3660',NULL,'2026-12-01 18:05:50.988248',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(31,'recording','s3','recordings','xylograph/orphan.mp4',NULL,NULL,'689eb30c-0584-4891-8963-5423576b0952',NULL,'2026-12-01 18:05:50.988253',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(32,'composed_video','s3','recordings','composed/xylograph-orphan.mp4',NULL,NULL,NULL,'b21b7f67-468e-4966-b7a5-f0e661aa6008','2026-12-01 18:05:50.999069',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(33,'folder','local','','a88abd54-f5b1-4539-a867-06765955bca0/',NULL,'a88abd54-f5b1-4539-a867-06765955bca0',NULL,NULL,'2026-12-01 18:05:51.031678',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(34,'recording','s3','recordings','xylograph/adopted.mp4',NULL,NULL,'c4f7c5c5-a0fb-4f71-91c5-2681e9134fc5',NULL,'2026-12-01 18:05:51.043919',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(35,'composed_video','s3','recordings','composed/marzipan.mp4',NULL,NULL,NULL,'0fb38eb4-50f8-4a4d-9a19-8746cd4d1c2f','2026-12-01 18:05:51.055551',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(36,'folder','local','','6e785757-4d57-4dfc-a0a3-17d2f99eddf4/',NULL,'6e785757-4d57-4dfc-a0a3-17d2f99eddf4',NULL,NULL,'2026-12-01 18:05:51.074699',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(37,'mp3','s3','default','6e785757-4d57-4dfc-a0a3-17d2f99eddf4/audio.mp3',NULL,'6e785757-4d57-4dfc-a0a3-17d2f99eddf4',NULL,NULL,'2026-12-01 18:05:51.074706',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(38,'wav','local','','a88abd54-f5b1-4539-a867-06765955bca0/audio.wav',NULL,'a88abd54-f5b1-4539-a867-06765955bca0',NULL,NULL,'2026-12-01 18:05:51.094092',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(39,'mp3','s3','default','a88abd54-f5b1-4539-a867-06765955bca0/audio.mp3',NULL,'a88abd54-f5b1-4539-a867-06765955bca0',NULL,NULL,'2026-12-01 18:05:51.136052',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(40,'folder','local','','dac940b8-b7da-4270-ac3d-f613f5359d72/',NULL,'dac940b8-b7da-4270-ac3d-f613f5359d72',NULL,NULL,'2026-12-01 18:05:51.177924',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(41,'wav','local','','dac940b8-b7da-4270-ac3d-f613f5359d72/audio.wav',NULL,'dac940b8-b7da-4270-ac3d-f613f5359d72',NULL,NULL,'2026-12-01 18:05:51.191561',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(42,'mp3','s3','default','dac940b8-b7da-4270-ac3d-f613f5359d72/audio.mp3',NULL,'dac940b8-b7da-4270-ac3d-f613f5359d72',NULL,NULL,'2026-12-01 18:05:51.231790',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(43,'recording','s3','recordings','xylograph/left-over.mp4',NULL,NULL,NULL,NULL,'2026-12-01 18:05:51.269330',NULL,'2026-11-30 18:05:51.263920',3,'2026-12-01 06:05:51.263932',NULL,NULL);
INSERT INTO "artifact" VALUES(44,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,NULL,NULL,'2026-12-01 18:05:51.269337',NULL,'2026-11-30 18:05:51.264031',0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(45,'folder','local','','f2e29686-6a62-41cc-93eb-6c675e32d66e/',NULL,'f2e29686-6a62-41cc-93eb-6c675e32d66e',NULL,NULL,'2026-12-01 18:05:51.318353','2026-12-01 17:05:51.352785',NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(46,'folder','local','','4e9059e6-27ec-4a70-89a3-719c25d758b2/',NULL,'4e9059e6-27ec-4a70-89a3-719c25d758b2',NULL,NULL,'2026-12-01 18:05:51.319074',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(47,'wav','local','','f2e29686-6a62-41cc-93eb-6c675e32d66e/audio.wav',NULL,'f2e29686-6a62-41cc-93eb-6c675e32d66e',NULL,NULL,'2026-12-01 18:05:51.345358','2026-12-01 17:05:51.352785',NULL,0,NULL,NULL,NULL);
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
INSERT INTO "instance" VALUES(1,'e62636c5-612e-4a85-afde-f36e30ac7714','2026-12-01 18:05:50.106320');
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
INSERT INTO "job" VALUES('f2e29686-6a62-41cc-93eb-6c675e32d66e','convert','2026-12-01 18:05:51.319905',0.0,'worker-1',NULL,NULL,1,'xylograph',NULL,0,NULL,0,NULL,0,0.0);
INSERT INTO "job" VALUES('4e9059e6-27ec-4a70-89a3-719c25d758b2','convert','2026-12-01 18:05:51.326343',0.0,'worker-1',NULL,NULL,1,'marzipan',NULL,0,NULL,0,NULL,0,0.0);
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
INSERT INTO "marked_store" VALUES('local','','2026-12-01 18:05:50.382367');
INSERT INTO "marked_store" VALUES('s3','default','2026-12-01 18:05:50.420128');
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
INSERT INTO "meeting" VALUES('37123e3a-82d8-4523-9b5b-f9e5ac17986c','marzipan',NULL,NULL,'2026-11-23 18:05:50.468086','2026-11-23 18:35:50.468086',NULL,0,'',NULL,NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('713b0005-3529-4d42-ad7f-e15d9e8779fd','xylograph',NULL,NULL,'2026-11-23 18:05:50.752829','2026-11-23 18:35:50.752829',NULL,0,'','composed/xylograph.mp4',NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('b21b7f67-468e-4966-b7a5-f0e661aa6008','they said xylograph','they said xylograph','they said xylograph','2026-11-01 18:05:50.973118','2026-11-01 18:35:50.973118',NULL,0,'','composed/xylograph-orphan.mp4',NULL,1,0,NULL);
INSERT INTO "meeting" VALUES('0fb38eb4-50f8-4a4d-9a19-8746cd4d1c2f','they said marzipan','they said marzipan','they said marzipan','2026-02-04 18:05:51.028611','2026-02-04 18:35:51.028611','fcde189d-2d26-4798-b747-692265a66948',0,'','composed/marzipan.mp4',NULL,1,0,NULL);
CREATE TABLE meeting_consent (
	id VARCHAR NOT NULL, 
	meeting_id VARCHAR NOT NULL, 
	user_id VARCHAR, 
	consent_given BOOLEAN NOT NULL, 
	consent_timestamp DATETIME NOT NULL, decision VARCHAR, 
	CONSTRAINT pk_meeting_consent PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_consent_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
);
INSERT INTO "meeting_consent" VALUES('298531db-295e-493f-b840-6ee8883d2897','37123e3a-82d8-4523-9b5b-f9e5ac17986c','marzipan',0,'2026-12-01 18:05:50.504024',NULL);
INSERT INTO "meeting_consent" VALUES('f09c2652-46be-494b-8b21-858f141c8794','713b0005-3529-4d42-ad7f-e15d9e8779fd','xylograph',1,'2026-12-01 18:05:50.763664',NULL);
INSERT INTO "meeting_consent" VALUES('b5a322f8-4530-4cb9-b0e4-52fc5a94f99e','713b0005-3529-4d42-ad7f-e15d9e8779fd','xylograph',0,'2026-12-01 18:05:50.763848',NULL);
INSERT INTO "meeting_consent" VALUES('7f085827-1b6e-4f02-a9f9-292398a7aba7','b21b7f67-468e-4966-b7a5-f0e661aa6008',NULL,1,'2026-12-01 18:05:50.983130',NULL);
INSERT INTO "meeting_consent" VALUES('47fb8a97-5bc0-4332-8212-fd7a76eb743c','0fb38eb4-50f8-4a4d-9a19-8746cd4d1c2f',NULL,0,'2026-12-01 18:05:51.031091',NULL);
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
INSERT INTO "recording" VALUES('81a982ab-a5c6-4c6e-884d-513bb271f1cb','recordings','','2026-11-23 18:05:50.468210','completed','37123e3a-82d8-4523-9b5b-f9e5ac17986c','["marzipan/track-0.webm", "marzipan/track-1.webm"]',1);
INSERT INTO "recording" VALUES('e2b5620e-21f6-45a0-a91a-463b25cabe65','recordings','marzipan/shared.mp4','2026-11-23 18:05:50.468250','completed','37123e3a-82d8-4523-9b5b-f9e5ac17986c',NULL,1);
INSERT INTO "recording" VALUES('dce70319-9078-4672-b031-17389e4fce7f','recordings','marzipan/lone.mp4','2026-11-23 18:05:50.468331','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('842fc578-4381-4d88-b5d9-1f8a627defad','recordings','xylograph/alone.mp4','2026-11-23 18:05:50.578538','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('16933081-b0be-4aab-b8c5-540debe4bc0e','recordings','','2026-11-23 18:05:50.762001','completed','713b0005-3529-4d42-ad7f-e15d9e8779fd','["xylograph/track-0.webm", "xylograph/track-1.webm"]',1);
INSERT INTO "recording" VALUES('46ddbe5b-7a4f-4f90-8517-fba0329e3660','recordings','xylograph/member.mp4','2026-11-23 18:05:50.981786','completed','b21b7f67-468e-4966-b7a5-f0e661aa6008',NULL,1);
INSERT INTO "recording" VALUES('689eb30c-0584-4891-8963-5423576b0952','recordings','xylograph/orphan.mp4','2026-11-23 18:05:50.981982','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('c4f7c5c5-a0fb-4f71-91c5-2681e9134fc5','recordings','xylograph/adopted.mp4','2026-11-23 18:05:51.015266','completed',NULL,NULL,1);
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
INSERT INTO "retention_run" VALUES('456822fd-6237-4d78-b4d9-f89f652db699','call',7,'2026-11-24 18:05:50.086656','2026-12-01 18:05:50.116676','2026-12-01 18:05:50.454277','done',1,0,0,3,0,NULL,NULL);
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
INSERT INTO "room" VALUES('fcde189d-2d26-4798-b747-692265a66948','room-fcde189d','its-owner','2026-12-01 18:05:51.030264',0,'');
CREATE TABLE tombstone (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	erased_at DATETIME NOT NULL, 
	run_id VARCHAR, 
	CONSTRAINT pk_tombstone PRIMARY KEY (id)
);
INSERT INTO "tombstone" VALUES('cc2ef3ba-7299-4feb-8e8c-a00805b8549e','transcript','expired','2026-12-01 18:05:50.148558','456822fd-6237-4d78-b4d9-f89f652db699');
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
INSERT INTO "transcript" VALUES('c9aaafc5-48c0-46df-92f5-aee19db1d9fb','A talk','ended','2026-11-23 18:05:50.468298',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public','37123e3a-82d8-4523-9b5b-f9e5ac17986c',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('6b7ee72c-795c-4a4f-b33e-46eff77de2e6','A talk','ended','2026-11-25 18:05:50.468345',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'dce70319-9078-4672-b031-17389e4fce7f','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('1ad8d31b-8481-436f-ba51-b70a006cd338','A talk','ended','2026-11-23 18:05:50.468359',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','37123e3a-82d8-4523-9b5b-f9e5ac17986c',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('902c484a-2e60-4c73-b01c-3e668a7a1f57','A talk','ended','2026-11-23 18:05:50.468371',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'dce70319-9078-4672-b031-17389e4fce7f','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('60743d84-a5d3-41b4-8954-10411f1f827e','they said xylograph','ended','2026-11-23 18:05:50.578332',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('8119dea1-9125-49d1-a505-a2e30e006aeb','they said xylograph','ended','2026-11-22 18:05:50.578501',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('3b62829a-1d28-4a93-bb27-ec06be32d4aa','A talk','ended','2026-11-19 18:05:50.578877',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'842fc578-4381-4d88-b5d9-1f8a627defad','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('8bab3907-4fb5-472c-881e-f894c2c2cc47','A talk','ended','2026-11-11 18:05:50.762336',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','713b0005-3529-4d42-ad7f-e15d9e8779fd',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('200565f4-5a4d-4a2a-898d-41a53bacd95a','A talk','ended','2026-11-22 18:05:50.762376',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'16933081-b0be-4aab-b8c5-540debe4bc0e','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('8dd488be-b6ac-494b-85e7-d391503ac4bd','they said xylograph','ended','2026-11-30 18:05:50.912455',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]','2026-12-01 15:41:50.912416','they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('6e785757-4d57-4dfc-a0a3-17d2f99eddf4','they said xylograph','ended','2026-11-23 18:05:51.015682',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,'c4f7c5c5-a0fb-4f71-91c5-2681e9134fc5','file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('a88abd54-f5b1-4539-a867-06765955bca0','they said marzipan','ended','2026-02-04 18:05:51.028867',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('dac940b8-b7da-4270-ac3d-f613f5359d72','they said marzipan','ended','2026-11-25 18:05:51.153155',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('f2e29686-6a62-41cc-93eb-6c675e32d66e','A talk','processing','2026-11-23 18:05:51.308357',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('4e9059e6-27ec-4a70-89a3-719c25d758b2','A talk','uploaded','2026-02-04 18:05:51.308448',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('064edcf6-ba17-49ae-8547-5f67cc0fe787','they said xylograph','ended','2026-11-23 18:05:51.362825',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,0);
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
CREATE INDEX ix_artifact_video ON artifact (transcript_id, size) WHERE kind = 'video';
CREATE INDEX ix_job_ephemeral ON job (created_at) WHERE ephemeral;
CREATE INDEX ix_job_waiting ON job (client, started_at) WHERE stage <> 'upload' AND stage <> 'done';
CREATE INDEX ix_job_new ON job (client, created_at) WHERE stage <> 'upload' AND stage <> 'done' AND started_at IS NULL;
CREATE INDEX ix_journal_entry_at ON journal_entry (at);
CREATE INDEX ix_journal_entry_incomplete ON journal_entry (at) WHERE NOT complete;
CREATE INDEX ix_recording_meeting_meeting_id ON recording_meeting (meeting_id);
CREATE INDEX ix_webhook_message_seen_at ON webhook_message (seen_at);
CREATE TRIGGER meeting_pointer_changed AFTER UPDATE OF daily_composed_video_s3_key ON meeting BEGIN UPDATE meeting SET inventoried = 0 WHERE id = NEW.id; END;
CREATE TRIGGER recording_pointer_changed AFTER UPDATE OF bucket_name, object_key, track_keys ON recording BEGIN UPDATE recording SET inventoried = 0 WHERE id = NEW.id; END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('artifact',47);
COMMIT;
