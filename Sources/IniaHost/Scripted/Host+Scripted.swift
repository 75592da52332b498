public import IniaPrimitives

extension Host {
    /// A machine of which everything is laid down; by default it is empty and its clock stands still.
    public static func scripted(
        environment: [String: String] = [:], home: String = "/home", files: any Files = ScriptedFiles(),
        clock: any HostClock = ScriptedClock(now: Timestamp(seconds: 1_767_323_045)),
        entropy: any Entropy = ScriptedEntropy(), processes: any Processes = ScriptedProcesses()
    ) -> Host {
        Host(
            environment: Environment(environment, home: environment["HOME"] ?? home), files: files, clock: clock,
            entropy: entropy, processes: processes)
    }
}
