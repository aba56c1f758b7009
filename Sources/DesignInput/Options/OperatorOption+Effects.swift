/// Options that other parts of the service follow, by where their value goes.
extension OperatorOption.Effect {
    static func integer(
        _ path: any WritableKeyPath<ServiceOptions, Int?> & Sendable, _ range: ClosedRange<Int>
    ) -> OperatorOption.Effect {
        .service { options, value throws(DesignInputError) in
            options[keyPath: path] = try value.integer(in: range)
        }
    }

    static func integer(
        _ path: any WritableKeyPath<ServiceOptions, Int> & Sendable, _ range: ClosedRange<Int>
    ) -> OperatorOption.Effect {
        .service { options, value throws(DesignInputError) in
            options[keyPath: path] = try value.integer(in: range)
        }
    }

    static func text(_ path: any WritableKeyPath<ServiceOptions, String?> & Sendable) -> OperatorOption.Effect {
        .service { options, value throws(DesignInputError) in options[keyPath: path] = try value.text() }
    }

    static func flag(_ path: any WritableKeyPath<ServiceOptions, Bool> & Sendable) -> OperatorOption.Effect {
        .service { options, value throws(DesignInputError) in options[keyPath: path] = try value.flag() }
    }
}
