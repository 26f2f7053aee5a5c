/// The networks that ship with the program, within its executable.
enum TrainedModels {
    /// E-13B, made by `Training/train-micr.sh`.
    static var e13b: [UInt8] { PackageResources.e13b_traineddata }

    /// What tells the kinds of fields apart, made by `Training/train-fields.sh`.
    static var fields: [UInt8] { PackageResources.fields_txt }
}
