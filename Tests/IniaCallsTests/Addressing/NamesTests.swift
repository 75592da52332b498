import Testing

@testable import IniaCalls

/// The expected names are botocore's, as it was run.
@Suite struct NamesTests {
    @Test(arguments: [
        ("ListObjectsV2", "list_objects_v2"), ("ListWebACLs", "list_web_acls"), ("IPv6", "i_pv6"), ("ARNs", "_arns"),
        ("CreateOAuth2Token", "create_o_auth2_token"), ("ListX509Certs", "list_x509_certs"),
        ("DescribeDBInstances", "describe_db_instances"),
        ("UseS3ExpressControlEndpoint", "use_s3_express_control_endpoint"),
        ("already_split", "already_split"), ("", ""),
    ])
    func `a name's words are found by rules`(name: String, expected: String) {
        #expect(Names.snakeCase(name) == expected)
        #expect(Names.kebabCase(name) == (name.contains("_") ? name : expected.replacing("_", with: "-")))
    }

    @Test(arguments: [
        ("CreateCachediSCSIVolume", "create_cached_iscsi_volume"),
        ("DescribeStorediSCSIVolumes", "describe_stored_iscsi_volumes"),
        ("ListHITsForQualificationType", "list_hits_for_qualification_type"),
        ("ExecutePartiQLStatement", "execute_partiql_statement"), ("StartOTelEnrichment", "start_otel_enrichment"),
        ("SendWhatsAppMessage", "send_whatsapp_message"),
        ("PutWhatsAppBusinessAccountEventDestinations", "put_whatsapp_business_account_event_destinations"),
    ])
    func `names that the rules would tear apart are listed`(name: String, expected: String) {
        #expect(Names.snakeCase(name) == expected)
        #expect(Names.kebabCase(name) == expected.replacing("_", with: "-"))
    }
}
