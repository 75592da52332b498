/// The models that this library needs for calls on its own account and for every client, compiled in: a program whose
/// clients bring their models with them needs no files.
///
/// They are the last place in which a library looks.
enum OwnModels {
    /// The lines of a file that all services share; of the list of endpoints those of the partitions alone.
    static func lines(_ file: CommonFile) -> ModelLines {
        let text =
            switch file {
            case .partitions: partitions
            case .endpoints: endpoints
            case .retry: retry
            case .defaults: defaults
            }
        return ModelLines(text, origin: "the compiled-in \(file.rawValue)")
    }
}
