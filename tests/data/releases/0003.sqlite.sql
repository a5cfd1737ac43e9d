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
INSERT INTO "artifact" VALUES(4,'folder','local','','1e9edcf7-a85d-4aa7-95fa-c793050d7a73/',NULL,'1e9edcf7-a85d-4aa7-95fa-c793050d7a73',NULL,NULL,'2026-11-27 09:05:15.685763',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(5,'folder','local','','4b834952-c60b-42d9-876f-46d5b91d2053/',NULL,'4b834952-c60b-42d9-876f-46d5b91d2053',NULL,NULL,'2026-11-27 09:05:15.686846',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(6,'folder','local','','ef14a35e-ab39-4b4a-bf19-9866f4e7af9f/',NULL,'ef14a35e-ab39-4b4a-bf19-9866f4e7af9f',NULL,NULL,'2026-11-27 09:05:15.687416',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(7,'folder','local','','65e4d41e-dfcb-4714-8156-81c933e189e9/',NULL,'65e4d41e-dfcb-4714-8156-81c933e189e9',NULL,NULL,'2026-11-27 09:05:15.687942',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(8,'recording','s3','recordings','marzipan/lone.mp4',NULL,NULL,'40413505-1f36-42e5-96bd-128f10181a91',NULL,'2026-11-27 09:05:15.694509',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(9,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,'537af84a-06ae-4f33-a7bd-0d00fafc1c05',NULL,'2026-11-27 09:05:15.694515',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(10,'track','s3','recordings','marzipan/track-0.webm',NULL,NULL,'ffe8cdab-fe70-4062-8a8f-bcabc8c8c836',NULL,'2026-11-27 09:05:15.694516',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(11,'track','s3','recordings','marzipan/track-1.webm',NULL,NULL,'ffe8cdab-fe70-4062-8a8f-bcabc8c8c836',NULL,'2026-11-27 09:05:15.694517',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(12,'folder','local','','f21ee184-e056-42e3-8df4-74c11173195a/',NULL,'f21ee184-e056-42e3-8df4-74c11173195a',NULL,NULL,'2026-11-27 09:05:15.705795',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(13,'folder','local','','ace9a26e-78e8-4a75-b73f-796155410712/',NULL,'ace9a26e-78e8-4a75-b73f-796155410712',NULL,NULL,'2026-11-27 09:05:15.706624',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(14,'folder','local','','2b9f0ff1-d259-46b4-8017-181cc65e3c42/',NULL,'2b9f0ff1-d259-46b4-8017-181cc65e3c42',NULL,NULL,'2026-11-27 09:05:15.707402',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(15,'recording','s3','recordings','xylograph/alone.mp4',NULL,NULL,'be2c4864-a4ee-4f83-9213-08cb9c32b872',NULL,'2026-11-27 09:05:15.712229',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(16,'wav','local','','f21ee184-e056-42e3-8df4-74c11173195a/audio.wav',NULL,'f21ee184-e056-42e3-8df4-74c11173195a',NULL,NULL,'2026-11-27 09:05:15.717062',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(17,'mp3','s3','default','f21ee184-e056-42e3-8df4-74c11173195a/audio.mp3',NULL,'f21ee184-e056-42e3-8df4-74c11173195a',NULL,NULL,'2026-11-27 09:05:15.726457',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(18,'wav','local','','ace9a26e-78e8-4a75-b73f-796155410712/audio.wav',NULL,'ace9a26e-78e8-4a75-b73f-796155410712',NULL,NULL,'2026-11-27 09:05:15.734468',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(19,'mp3','s3','default','ace9a26e-78e8-4a75-b73f-796155410712/audio.mp3',NULL,'ace9a26e-78e8-4a75-b73f-796155410712',NULL,NULL,'2026-11-27 09:05:15.742520',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(20,'folder','local','','895b0805-8eaa-48ed-b228-80aa5df603a3/',NULL,'895b0805-8eaa-48ed-b228-80aa5df603a3',NULL,NULL,'2026-11-27 09:05:15.753740',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(21,'folder','local','','d96b53ad-921b-48c1-a33b-c1e5d0060129/',NULL,'d96b53ad-921b-48c1-a33b-c1e5d0060129',NULL,NULL,'2026-11-27 09:05:15.754237',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(22,'track','s3','recordings','xylograph/track-0.webm',NULL,NULL,'c765dd06-edbb-48e6-b79e-3e7a22bb082e',NULL,'2026-11-27 09:05:15.757077',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(23,'track','s3','recordings','xylograph/track-1.webm',NULL,NULL,'c765dd06-edbb-48e6-b79e-3e7a22bb082e',NULL,'2026-11-27 09:05:15.757081',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(24,'composed_video','s3','recordings','composed/xylograph.mp4',NULL,NULL,NULL,'2a695020-1e54-4e6b-b685-508698df8702','2026-11-27 09:05:15.761073',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(25,'wav','local','','d96b53ad-921b-48c1-a33b-c1e5d0060129/audio.wav',NULL,'d96b53ad-921b-48c1-a33b-c1e5d0060129',NULL,NULL,'2026-11-27 09:05:15.764839',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(26,'mp3','s3','default','d96b53ad-921b-48c1-a33b-c1e5d0060129/audio.mp3',NULL,'d96b53ad-921b-48c1-a33b-c1e5d0060129',NULL,NULL,'2026-11-27 09:05:15.775474',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(27,'folder','local','','b52c9065-1885-472b-ba40-75e1c714d3de/',NULL,'b52c9065-1885-472b-ba40-75e1c714d3de',NULL,NULL,'2026-11-27 09:05:15.783517',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(28,'wav','local','','b52c9065-1885-472b-ba40-75e1c714d3de/audio.wav',NULL,'b52c9065-1885-472b-ba40-75e1c714d3de',NULL,NULL,'2026-11-27 09:05:15.787606',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(29,'mp3','s3','default','b52c9065-1885-472b-ba40-75e1c714d3de/audio.mp3',NULL,'b52c9065-1885-472b-ba40-75e1c714d3de',NULL,NULL,'2026-11-27 09:05:15.796034',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(30,'recording','s3','recordings','xylograph/member.mp4',NULL,NULL,'38b31d79-c922-45eb-9eea-7988a3b2e4f5',NULL,'2026-11-27 09:05:15.809415',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(31,'recording','s3','recordings','xylograph/orphan.mp4',NULL,NULL,'f0d01799-9520-4eb6-b9e1-a4b858f033a1',NULL,'2026-11-27 09:05:15.809420',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(32,'composed_video','s3','recordings','composed/xylograph-orphan.mp4',NULL,NULL,NULL,'2b2509e1-081c-474a-bb3a-f2d8a12a41ef','2026-11-27 09:05:15.812312',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(33,'folder','local','','19a9c198-9e2e-44a7-9efb-f78af85d4586/',NULL,'19a9c198-9e2e-44a7-9efb-f78af85d4586',NULL,NULL,'2026-11-27 09:05:15.823264',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(34,'recording','s3','recordings','xylograph/adopted.mp4',NULL,NULL,'12f268f9-fe93-4505-a4ae-681e70cf97c8',NULL,'2026-11-27 09:05:15.826188',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(35,'composed_video','s3','recordings','composed/marzipan.mp4',NULL,NULL,NULL,'1c3db595-84ab-4c53-a168-43c037fdbf62','2026-11-27 09:05:15.828616',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(36,'folder','local','','d9d6e841-3c9d-4544-b970-d833945b1aba/',NULL,'d9d6e841-3c9d-4544-b970-d833945b1aba',NULL,NULL,'2026-11-27 09:05:15.831883',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(37,'mp3','s3','default','d9d6e841-3c9d-4544-b970-d833945b1aba/audio.mp3',NULL,'d9d6e841-3c9d-4544-b970-d833945b1aba',NULL,NULL,'2026-11-27 09:05:15.831886',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(38,'wav','local','','19a9c198-9e2e-44a7-9efb-f78af85d4586/audio.wav',NULL,'19a9c198-9e2e-44a7-9efb-f78af85d4586',NULL,NULL,'2026-11-27 09:05:15.835255',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(39,'mp3','s3','default','19a9c198-9e2e-44a7-9efb-f78af85d4586/audio.mp3',NULL,'19a9c198-9e2e-44a7-9efb-f78af85d4586',NULL,NULL,'2026-11-27 09:05:15.843582',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(40,'folder','local','','a4ea2156-e72d-4888-94ea-3326659bcff3/',NULL,'a4ea2156-e72d-4888-94ea-3326659bcff3',NULL,NULL,'2026-11-27 09:05:15.851013',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(41,'wav','local','','a4ea2156-e72d-4888-94ea-3326659bcff3/audio.wav',NULL,'a4ea2156-e72d-4888-94ea-3326659bcff3',NULL,NULL,'2026-11-27 09:05:15.854788',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(42,'mp3','s3','default','a4ea2156-e72d-4888-94ea-3326659bcff3/audio.mp3',NULL,'a4ea2156-e72d-4888-94ea-3326659bcff3',NULL,NULL,'2026-11-27 09:05:15.862801',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(43,'recording','s3','recordings','xylograph/left-over.mp4',NULL,NULL,NULL,NULL,'2026-11-27 09:05:15.871239',NULL,'2026-11-26 09:05:15.870073',3,'2026-11-26 21:05:15.870083',NULL,NULL);
INSERT INTO "artifact" VALUES(44,'recording','s3','recordings','marzipan/shared.mp4',NULL,NULL,NULL,NULL,'2026-11-27 09:05:15.871242',NULL,'2026-11-26 09:05:15.870172',0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(45,'folder','local','','1dd089f8-d295-409a-a4dc-9b0f99e94b0e/',NULL,'1dd089f8-d295-409a-a4dc-9b0f99e94b0e',NULL,NULL,'2026-11-27 09:05:15.881506','2026-11-27 08:05:15.892095',NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(46,'folder','local','','634adcef-abf6-4bac-bdeb-a9672264012c/',NULL,'634adcef-abf6-4bac-bdeb-a9672264012c',NULL,NULL,'2026-11-27 09:05:15.882053',NULL,NULL,0,NULL,NULL,NULL);
INSERT INTO "artifact" VALUES(47,'wav','local','','1dd089f8-d295-409a-a4dc-9b0f99e94b0e/audio.wav',NULL,'1dd089f8-d295-409a-a4dc-9b0f99e94b0e',NULL,NULL,'2026-11-27 09:05:15.887610','2026-11-27 08:05:15.892095',NULL,0,NULL,NULL,NULL);
CREATE TABLE instance (
	one INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_instance PRIMARY KEY (one), 
	CONSTRAINT ck_instance_one CHECK (one = 1)
);
INSERT INTO "instance" VALUES(1,'183a59eb-8893-41fd-ae92-eeaf739212db','2026-11-27 09:05:15.527989');
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
INSERT INTO "job" VALUES('1dd089f8-d295-409a-a4dc-9b0f99e94b0e','convert','2026-11-27 09:05:15.882950',0.0,'worker-1',NULL,NULL,1,'xylograph',NULL,0);
INSERT INTO "job" VALUES('634adcef-abf6-4bac-bdeb-a9672264012c','convert','2026-11-27 09:05:15.883452',0.0,'worker-1',NULL,NULL,1,'marzipan',NULL,0);
CREATE TABLE marked_store (
	store VARCHAR NOT NULL, 
	bucket VARCHAR NOT NULL, 
	marked_at DATETIME NOT NULL, 
	CONSTRAINT pk_marked_store PRIMARY KEY (store, bucket)
);
INSERT INTO "marked_store" VALUES('s3','default','2026-11-27 09:05:15.641704');
INSERT INTO "marked_store" VALUES('local','','2026-11-27 09:05:15.655341');
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
INSERT INTO "meeting" VALUES('cd323fce-6d8c-4fdb-8f96-64649c11d507','marzipan',NULL,NULL,'2026-11-19 09:05:15.674691','2026-11-19 09:35:15.674691',NULL,0,'',NULL,NULL,1);
INSERT INTO "meeting" VALUES('2a695020-1e54-4e6b-b685-508698df8702','xylograph',NULL,NULL,'2026-11-19 09:05:15.749010','2026-11-19 09:35:15.749010',NULL,0,'','composed/xylograph.mp4',NULL,1);
INSERT INTO "meeting" VALUES('2b2509e1-081c-474a-bb3a-f2d8a12a41ef','they said xylograph','they said xylograph','they said xylograph','2026-10-28 09:05:15.802931','2026-10-28 09:35:15.802931',NULL,0,'','composed/xylograph-orphan.mp4',NULL,1);
INSERT INTO "meeting" VALUES('1c3db595-84ab-4c53-a168-43c037fdbf62','they said marzipan','they said marzipan','they said marzipan','2026-01-31 09:05:15.819514','2026-01-31 09:35:15.819514','bbb81542-0197-45f2-b93b-b93e9626dddd',0,'','composed/marzipan.mp4',NULL,1);
CREATE TABLE meeting_consent (
	id VARCHAR NOT NULL, 
	meeting_id VARCHAR NOT NULL, 
	user_id VARCHAR, 
	consent_given BOOLEAN NOT NULL, 
	consent_timestamp DATETIME NOT NULL, 
	CONSTRAINT pk_meeting_consent PRIMARY KEY (id), 
	CONSTRAINT fk_meeting_consent_meeting_id_meeting FOREIGN KEY(meeting_id) REFERENCES meeting (id) ON DELETE CASCADE
);
INSERT INTO "meeting_consent" VALUES('af691730-f69d-4fdc-b1ed-2effcdb9429c','cd323fce-6d8c-4fdb-8f96-64649c11d507','marzipan',0,'2026-11-27 09:05:15.684436');
INSERT INTO "meeting_consent" VALUES('236466c8-056e-4e54-bb29-07811c94921b','2a695020-1e54-4e6b-b685-508698df8702','xylograph',1,'2026-11-27 09:05:15.752667');
INSERT INTO "meeting_consent" VALUES('1298ffef-0de0-4480-8298-6fa44bad2f02','2a695020-1e54-4e6b-b685-508698df8702','xylograph',0,'2026-11-27 09:05:15.752861');
INSERT INTO "meeting_consent" VALUES('0bd38454-e6e3-4fb7-bb9b-6f07fd64f69b','2b2509e1-081c-474a-bb3a-f2d8a12a41ef',NULL,1,'2026-11-27 09:05:15.806135');
INSERT INTO "meeting_consent" VALUES('b6c6d6c9-4de7-4bf5-a1ac-4616ed21ce7a','1c3db595-84ab-4c53-a168-43c037fdbf62',NULL,0,'2026-11-27 09:05:15.822526');
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
INSERT INTO "recording" VALUES('ffe8cdab-fe70-4062-8a8f-bcabc8c8c836','recordings','','2026-11-19 09:05:15.674916','completed','cd323fce-6d8c-4fdb-8f96-64649c11d507','["marzipan/track-0.webm", "marzipan/track-1.webm"]',1);
INSERT INTO "recording" VALUES('537af84a-06ae-4f33-a7bd-0d00fafc1c05','recordings','marzipan/shared.mp4','2026-11-19 09:05:15.674976','completed','cd323fce-6d8c-4fdb-8f96-64649c11d507',NULL,1);
INSERT INTO "recording" VALUES('40413505-1f36-42e5-96bd-128f10181a91','recordings','marzipan/lone.mp4','2026-11-19 09:05:15.675096','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('be2c4864-a4ee-4f83-9213-08cb9c32b872','recordings','xylograph/alone.mp4','2026-11-19 09:05:15.702453','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('c765dd06-edbb-48e6-b79e-3e7a22bb082e','recordings','','2026-11-19 09:05:15.750274','completed','2a695020-1e54-4e6b-b685-508698df8702','["xylograph/track-0.webm", "xylograph/track-1.webm"]',1);
INSERT INTO "recording" VALUES('38b31d79-c922-45eb-9eea-7988a3b2e4f5','recordings','xylograph/member.mp4','2026-11-19 09:05:15.803879','completed','2b2509e1-081c-474a-bb3a-f2d8a12a41ef',NULL,1);
INSERT INTO "recording" VALUES('f0d01799-9520-4eb6-b9e1-a4b858f033a1','recordings','xylograph/orphan.mp4','2026-11-19 09:05:15.804543','completed',NULL,NULL,1);
INSERT INTO "recording" VALUES('12f268f9-fe93-4505-a4ae-681e70cf97c8','recordings','xylograph/adopted.mp4','2026-11-19 09:05:15.814025','completed',NULL,NULL,1);
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
INSERT INTO "retention_run" VALUES('807b0193-3e86-43ea-b491-f478ac75b5d1','call',7,'2026-11-20 09:05:15.497058','2026-11-27 09:05:15.501870','2026-11-27 09:05:15.671851','done',1,0,0,3,0);
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
INSERT INTO "room" VALUES('bbb81542-0197-45f2-b93b-b93e9626dddd','room-bbb81542','its-owner','2026-11-27 09:05:15.821685',0,'');
CREATE TABLE tombstone (
	id VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	erased_at DATETIME NOT NULL, 
	run_id VARCHAR, 
	CONSTRAINT pk_tombstone PRIMARY KEY (id)
);
INSERT INTO "tombstone" VALUES('8cc4a634-804b-43fa-8827-b5f2a3c05536','transcript','expired','2026-11-27 09:05:15.507304','807b0193-3e86-43ea-b491-f478ac75b5d1');
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
INSERT INTO "transcript" VALUES('1e9edcf7-a85d-4aa7-95fa-c793050d7a73','A talk','ended','2026-11-19 09:05:15.675050',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public','cd323fce-6d8c-4fdb-8f96-64649c11d507',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('4b834952-c60b-42d9-876f-46d5b91d2053','A talk','ended','2026-11-21 09:05:15.675122',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'40413505-1f36-42e5-96bd-128f10181a91','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('ef14a35e-ab39-4b4a-bf19-9866f4e7af9f','A talk','ended','2026-11-19 09:05:15.675145',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','cd323fce-6d8c-4fdb-8f96-64649c11d507',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('65e4d41e-dfcb-4714-8156-81c933e189e9','A talk','ended','2026-11-19 09:05:15.675168',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'40413505-1f36-42e5-96bd-128f10181a91','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('f21ee184-e056-42e3-8df4-74c11173195a','they said xylograph','ended','2026-11-19 09:05:15.702238',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('ace9a26e-78e8-4a75-b73f-796155410712','they said xylograph','ended','2026-11-18 09:05:15.702410',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('2b9f0ff1-d259-46b4-8017-181cc65e3c42','A talk','ended','2026-11-15 09:05:15.703908',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'be2c4864-a4ee-4f83-9213-08cb9c32b872','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('895b0805-8eaa-48ed-b228-80aa5df603a3','A talk','ended','2026-11-07 09:05:15.751582',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public','2a695020-1e54-4e6b-b685-508698df8702',NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('d96b53ad-921b-48c1-a33b-c1e5d0060129','A talk','ended','2026-11-18 09:05:15.751635',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,'c765dd06-edbb-48e6-b79e-3e7a22bb082e','file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('b52c9065-1885-472b-ba40-75e1c714d3de','they said xylograph','ended','2026-11-26 09:05:15.782229',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]','2026-11-27 06:41:15.782189','they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('d9d6e841-3c9d-4544-b970-d833945b1aba','they said xylograph','ended','2026-11-19 09:05:15.815008',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,'12f268f9-fe93-4505-a4ae-681e70cf97c8','file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,1);
INSERT INTO "transcript" VALUES('19a9c198-9e2e-44a7-9efb-f78af85d4586','they said marzipan','ended','2026-01-31 09:05:15.820286',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('a4ea2156-e72d-4888-94ea-3326659bcff3','they said marzipan','ended','2026-11-21 09:05:15.849923',NULL,'they said marzipan','they said marzipan','they said marzipan','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]','[{"text": "they said marzipan"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said marzipan','[{"text": "they said marzipan"}]',NULL,'they said marzipan',NULL,1);
INSERT INTO "transcript" VALUES('1dd089f8-d295-409a-a4dc-9b0f99e94b0e','A talk','processing','2026-11-19 09:05:15.880147',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('634adcef-abf6-4bac-bdeb-a9672264012c','A talk','uploaded','2026-01-31 09:05:15.880227',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'local','a-signed-in-user','public',NULL,NULL,'file',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "transcript" VALUES('e4ad4ffe-7cfe-4ece-a3ba-925e7eb44db3','they said xylograph','ended','2026-11-19 09:05:15.893355',NULL,'they said xylograph','they said xylograph','they said xylograph','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]','[{"text": "they said xylograph"}]',NULL,NULL,'local',NULL,'public',NULL,NULL,'file',NULL,NULL,'they said xylograph','[{"text": "they said xylograph"}]',NULL,'they said xylograph',NULL,0);
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
CREATE TRIGGER meeting_pointer_changed AFTER UPDATE OF daily_composed_video_s3_key ON meeting BEGIN UPDATE meeting SET inventoried = 0 WHERE id = NEW.id; END;
CREATE TRIGGER recording_pointer_changed AFTER UPDATE OF bucket_name, object_key, track_keys ON recording BEGIN UPDATE recording SET inventoried = 0 WHERE id = NEW.id; END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('artifact',47);
COMMIT;
