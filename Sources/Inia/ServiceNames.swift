/// Names that services had once.
enum ServiceNames {
    /// The name that a service has now.
    static func current(_ name: String) -> String { renamed[name] ?? name }

    private static let renamed = ["runtime.sagemaker": "sagemaker-runtime"]
}
