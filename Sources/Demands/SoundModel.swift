/// The model of the sound card.
package enum SoundModel: String, Codable, Hashable, Sendable, CaseIterable {
    case sb16, es1370, pcspk, ac97, ich6, ich9, usb, virtio
}
