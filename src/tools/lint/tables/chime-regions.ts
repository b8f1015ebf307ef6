/**
 * The Regions in which the resources of Chime can be, by the first segment of their names: those of the SDK namespace that makes them.
 * https://docs.aws.amazon.com/chime-sdk/latest/dg/sdk-available-regions.html, and the endpoints of botocore 1.43.107 (2026-09).
 */
const messaging = "us-east-1 eu-central-1";
const pipelines =
  "ap-northeast-1 ap-northeast-2 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-west-2 us-east-1 us-west-2";
const voice =
  "ap-northeast-1 ap-northeast-2 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-west-1 eu-west-2 us-east-1 us-west-2";
const meetings = `${pipelines} af-south-1 il-central-1 us-gov-east-1 us-gov-west-1`;

export const chimeRegions: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    "app-instance": messaging,
    meeting: meetings,
    "media-insights-pipeline-configuration": pipelines,
    "media-pipeline": pipelines,
    "media-pipeline-kinesis-video-stream-pool": pipelines,
    sma: voice,
    vc: voice,
    "voice-profile": voice,
    "voice-profile-domain": voice,
  }).map(([segment, regions]) => [segment, regions.split(" ").toSorted()]),
);
