/// Options that the aws command line calls by another name than their member's, mostly where a global option has it.
enum RenamedOptions {
    /// The services that the aws command line calls by another name than botocore.
    static let services = ["s3api": "s3", "configservice": "config", "deploy": "codedeploy"]

    /// The other name of an option, if it has one.
    ///
    /// - Parameters:
    ///   - option: the member's name in hyphens, without `--`.
    ///   - command: the operation's name in hyphens.
    ///   - service: the service's name as botocore has it.
    static func name(of option: String, command: String, service: String) -> String? {
        table["\(service).\(command).\(option)"] ?? table["\(service).*.\(option)"]
    }

    private static let table: [String: String] = {
        var table: [String: String] = [:]
        for line in lines {
            let parts = line.split(separator: " ")
            table[String(parts[0])] = String(parts[1])
        }
        return table
    }()

    private static let lines = [
        "apigateway.create-rest-api.version api-version",
        "apigatewayv2.create-api.version api-version",
        "apigatewayv2.update-api.version api-version",
        "clouddirectory.publish-schema.version schema-version",
        "cloudsearchdomain.search.query search-query",
        "cloudsearchdomain.suggest.query suggest-query",
        "codepipeline.create-custom-action-type.version action-version",
        "codepipeline.delete-custom-action-type.version action-version",
        "codepipeline.get-action-type.version action-version",
        "codepipeline.get-pipeline.version pipeline-version",
        "controltower.create-landing-zone.version landing-zone-version",
        "controltower.update-landing-zone.version landing-zone-version",
        "datapipeline.*.query objects-query",
        "datapipeline.get-pipeline-definition.version pipeline-version",
        "codedeploy.*.ec-2-tag-filters ec2-tag-filters",
        "codedeploy.*.s-3-location s3-location",
        "eks.create-cluster.version kubernetes-version",
        "eks.create-nodegroup.version kubernetes-version",
        "eks.update-cluster-components-version.version kubernetes-version",
        "eks.update-cluster-version.version kubernetes-version",
        "eks.update-nodegroup-version.version kubernetes-version",
        "emr.*.job-flow-id cluster-id",
        "emr.*.job-flow-ids cluster-ids",
        "gamelift.create-build.version build-version",
        "gamelift.create-script.version script-version",
        "gamelift.update-build.version build-version",
        "gamelift.update-script.version script-version",
        "glue.get-unfiltered-partition-metadata.region resource-region",
        "glue.get-unfiltered-partitions-metadata.region resource-region",
        "glue.get-unfiltered-table-metadata.region resource-region",
        "iotwireless.*.lo-ra-wan lorawan",
        "kinesisanalytics.add-application-output.output application-output",
        "kinesisanalyticsv2.add-application-output.output application-output",
        "lex-models.delete-bot-version.version bot-version",
        "lex-models.delete-bot.version bot-version",
        "lex-models.delete-intent-version.version intent-version",
        "lex-models.delete-intent.version intent-version",
        "lex-models.delete-slot-type-version.version slot-type-version",
        "lex-models.delete-slot-type.version slot-type-version",
        "lex-models.get-export.version resource-version",
        "lex-models.get-intent.version intent-version",
        "lex-models.get-slot-type.version slot-type-version",
        "license-manager.delete-grant.version grant-version",
        "license-manager.get-grant.version grant-version",
        "license-manager.get-license.version license-version",
        "mturk.list-qualification-types.query types-query",
        "pinpoint.delete-email-template.version template-version",
        "pinpoint.delete-in-app-template.version template-version",
        "pinpoint.delete-push-template.version template-version",
        "pinpoint.delete-sms-template.version template-version",
        "pinpoint.delete-voice-template.version template-version",
        "pinpoint.get-campaign-version.version campaign-version",
        "pinpoint.get-email-template.version template-version",
        "pinpoint.get-in-app-template.version template-version",
        "pinpoint.get-push-template.version template-version",
        "pinpoint.get-segment-version.version segment-version",
        "pinpoint.get-sms-template.version template-version",
        "pinpoint.get-voice-template.version template-version",
        "pinpoint.update-email-template.version template-version",
        "pinpoint.update-in-app-template.version template-version",
        "pinpoint.update-push-template.version template-version",
        "pinpoint.update-sms-template.version template-version",
        "pinpoint.update-voice-template.version template-version",
        "rekognition.create-stream-processor.output stream-processor-output",
        "route53.delete-traffic-policy.version traffic-policy-version",
        "route53.get-traffic-policy.version traffic-policy-version",
        "route53.update-traffic-policy-comment.version traffic-policy-version",
        "route53domains.view-billing.end end-time",
        "route53domains.view-billing.start start-time",
        "sagemaker.delete-image-version.version version-number",
        "sagemaker.describe-image-version.version version-number",
        "sagemaker.list-aliases.version version-number",
        "sagemaker.update-image-version.version version-number",
        "schemas.*.version schema-version",
        "sns.subscribe.endpoint notification-endpoint",
        "stepfunctions.send-task-success.output task-output",
        "swf.register-activity-type.version activity-version",
        "swf.register-workflow-type.version workflow-version",
        "workdocs.create-notification-subscription.endpoint notification-endpoint",
        "workdocs.describe-users.query user-query",
    ]
}
