import * as aws from "@pulumi/aws";
import recorder from "./recorder.chimepolicy";

export const policy = new aws.iam.Policy("recorder", { policy: recorder });
