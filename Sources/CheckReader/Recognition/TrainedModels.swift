/// The networks that ship with the program, within its executable.
enum TrainedModels {
    /// E-13B and CMC-7: the weights of ``StripNetwork``, made by `Training/train-micr.sh`.
    static var micr: [UInt8] { PackageResources.micr_net }

    /// What tells the kinds of fields apart, made by `Training/train-fields.sh`.
    static var fields: [UInt8] { PackageResources.fields_txt }

    /// What scores are worth, made by `Training/train-calibration.sh`.
    static var calibration: [UInt8] { PackageResources.calibration_txt }
}
