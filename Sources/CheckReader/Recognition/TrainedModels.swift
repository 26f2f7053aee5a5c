/// The networks that ship with the program, within its executable.
enum TrainedModels {
    /// E-13B and CMC-7: the weights of ``StripNetwork``, made by `Training/train-micr.sh`.
    static var micr: [UInt8] { PackageResources.micr_net }
}
