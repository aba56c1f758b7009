/// Which of the instruction sets that traits name (`HW_CPU_X86_AVX2`) a model of processors has.
///
/// Source: libvirt's `src/cpu_map`; the names of the traits: Nova's `nova/virt/libvirt/utils.py`, `CPU_TRAITS_MAPPING`.
enum CPUModelTraits {
    /// Traits without their prefix `HW_CPU_X86_`.
    static func traits(of model: String) -> Set<String> { models[model] ?? [] }

    /// Those of a set that tell models apart, without their prefix.
    static func known(in traits: Set<String>) -> Set<String> {
        let prefix = "HW_CPU_X86_"
        let named = traits.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
        return all.intersection(named)
    }

    private struct Generation {
        let models: String
        /// A model of which it has all traits.
        let base: String
        let more: String

        init(_ models: String, after base: String = "", has more: String) {
            self.models = models
            self.base = base
            self.more = more
        }
    }

    private static let models = generations.reduce(into: [String: Set<String>]()) { known, generation in
        let traits = (known[generation.base] ?? []).union(generation.more.split(separator: " ").map(String.init))
        for model in generation.models.split(separator: " ") { known[String(model)] = traits }
    }

    private static let all = models.values.reduce(into: Set(["AVX512ER", "AVX512IFMA", "AVX512PF"])) {
        $0.formUnion($1)
    }

    /// A base comes before those that have it.
    private static let generations = [
        Generation("pentium pentium2", has: "MMX"), Generation("pentium3", after: "pentium", has: "SSE"),
        Generation(
            "coreduo cpu64-rhel5 cpu64-rhel6 kvm32 kvm64 Opteron_G1 Opteron_G2 pentiumpro qemu32 qemu64",
            after: "pentium3", has: "SSE2"),
        Generation("athlon phenom", after: "qemu64", has: "3DNOW"),
        Generation("Conroe core2duo n270", after: "qemu64", has: "SSSE3"),
        Generation("Penryn", after: "Conroe", has: "SSE41"),
        Generation("Nehalem Nehalem-IBRS", after: "Penryn", has: "SSE42"),
        Generation("Westmere Westmere-IBRS", after: "Nehalem", has: "AESNI"),
        Generation("Snowridge", after: "Westmere", has: "AVX512GFNI CLMUL SHA"),
        Generation("SandyBridge SandyBridge-IBRS", after: "Westmere", has: "AVX CLMUL"),
        Generation("IvyBridge IvyBridge-IBRS", after: "SandyBridge", has: "F16C"),
        Generation(
            "Haswell Haswell-IBRS Haswell-noTSX Haswell-noTSX-IBRS Broadwell Broadwell-IBRS Broadwell-noTSX "
                + "Broadwell-noTSX-IBRS", after: "SandyBridge", has: "AVX2 BMI BMI2 FMA3"),
        Generation(
            "Skylake-Client Skylake-Client-IBRS Skylake-Client-noTSX-IBRS", after: "Haswell", has: "ABM F16C MPX"),
        Generation(
            "Skylake-Server Skylake-Server-IBRS Skylake-Server-noTSX-IBRS", after: "Skylake-Client",
            has: "AVX512BW AVX512CD AVX512DQ AVX512F AVX512VL"),
        Generation("Cascadelake-Server Cascadelake-Server-noTSX", after: "Skylake-Server", has: "AVX512VNNI"),
        Generation(
            "Cooperlake", after: "Haswell", has: "ABM AVX512BW AVX512CD AVX512DQ AVX512F AVX512VL AVX512VNNI F16C"),
        Generation(
            "Icelake-Client Icelake-Client-noTSX", after: "Skylake-Client",
            has: "AVX512BITALG AVX512GFNI AVX512VAES AVX512VBMI AVX512VBMI2 AVX512VNNI AVX512VPCLMULQDQ AVX512VPOPCNTDQ"
        ),
        Generation(
            "Icelake-Server Icelake-Server-noTSX", after: "Icelake-Client",
            has: "AVX512BW AVX512CD AVX512DQ AVX512F AVX512VL"),
        Generation("Opteron_G3", after: "qemu64", has: "ABM SSE4A"),
        Generation("Opteron_G4", after: "SandyBridge", has: "ABM FMA4 SSE4A XOP"),
        Generation("Opteron_G5", after: "Opteron_G4", has: "F16C FMA3 TBM"),
        Generation("Dhyana", after: "Nehalem", has: "ABM AVX AVX2 BMI BMI2 F16C FMA3 SSE4A"),
        Generation("EPYC EPYC-IBPB EPYC-Rome EPYC-Milan", after: "Haswell", has: "ABM F16C SHA SSE4A"),
    ]
}
