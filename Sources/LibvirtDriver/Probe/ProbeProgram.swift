/// A boot sector for a PC that uses what a 64-bit kernel needs of its processor, and then takes its own power away.
///
/// A virtual processor can start, and run a firmware, and still be of no use: one that interprets each instruction takes
/// minutes for what others do in milliseconds, and one without nested virtualisation may reset at a system call. So
/// this goes to long mode, mends a page fault, wakes from halt by the local APIC's timer, goes down to ring 3 and comes
/// up by `syscall`, and runs 40 million instructions meanwhile. Only the power off at its end is a success.
///
/// Source: AMD64 Architecture Programmer's Manual, volume 2; ACPI specification, "PM1 Control Registers".
enum ProbeProgram {
    /// One disk, with the program in its boot sector.
    static var disk: [UInt8] {
        let sectorSize = 512
        let padding = [UInt8](repeating: 0, count: sectorSize - 2 - code.count)
        return code + padding + [0x55, 0xaa] + [UInt8](repeating: 0, count: (1 << 20) - sectorSize)
    }

    /// The bytes of the listing.
    static var code: [UInt8] {
        listing.split(separator: "\n").flatMap { line -> [UInt8] in
            guard let digits = line.split(separator: " ").first, digits != ";", !digits.hasSuffix(":") else {
                return []
            }
            return stride(from: 0, to: digits.utf8.count, by: 2).compactMap { offset in
                UInt8(digits.dropFirst(offset).prefix(2), radix: 16)
            }
        }
    }

    /// The program at 0x7c00, as an assembler lists it. Page tables lie at 0x1000 (pml4), 0x2000 (pdpt), 0x3000 (pd_low)
    /// and 0x4000 (pd_high), gates at 0x5000 (idt), the task state at 0x6000 (tss); the stack ends at 0x7000.
    static let listing = """
        fa                      cli
        fc                      cld
        ea077c0000              jmp 0:entry
        entry:
        31c0                    xor ax, ax
        8ed8                    mov ds, ax
        8ec0                    mov es, ax
        8ed0                    mov ss, ax
        ; Zero 0x1000 to 0x6fff: page tables, gates, task state.
        bf0010                  mov di, pml4
        b90060                  mov cx, 0x6000
        f3aa                    rep stosb
        ; Map the first 2 MiB, and the 2 MiB with the local APIC, to themselves.
        66c706001007200000      mov dword ptr [pml4], pdpt + 7
        66c706002007300000      mov dword ptr [pdpt], pd_low + 7
        66c706182007400000      mov dword ptr [pdpt + 24], pd_high + 7
        c70600308700            mov word ptr [pd_low], 0x87
        66c706b84f8300e0fe      mov dword ptr [pd_high + 0xfb8], 0xfee00083
        ; Into long mode.
        66b8a0000000            mov eax, 0xA0
        0f22e0                  mov cr4, eax
        66b800100000            mov eax, pml4
        0f22d8                  mov cr3, eax
        66b9800000c0            mov ecx, 0xc0000080
        0f32                    rdmsr
        0d0101                  or ax, 0x101
        0f30                    wrmsr
        0f0116aa7d              lgdt [gdtr]
        66b811000080            mov eax, 0x80000011
        0f22c0                  mov cr0, eax
        ea737c0800              jmp 0x08:long_mode
        long_mode:
        66b81000                mov ax, 0x10
        8ed8                    mov ds, ax
        8ed0                    mov ss, ax
        bc00700000              mov esp, stack
        ; Gates for page faults and the timer; a task state with the stack for interrupts.
        bb487d0000              mov ebx, offset fault
        bfe0500000              mov edi, idt + 14 * 16
        e8ad000000              call gate
        bb597d0000              mov ebx, offset timer
        bf00520000              mov edi, idt + 0x20 * 16
        e89e000000              call gate
        0f011c25a07d0000        lidt [idtr]
        c704250460000000700000  mov dword ptr [tss + 4], stack
        66b82800                mov ax, 0x28
        0f00d8                  ltr ax
        ; A page fault that its handler mends.
        b800000040              mov eax, 0x40000000
        8b10                    mov edx, [rax]
        ; The local APIC ticks each millisecond.
        b0ff                    mov al, 0xff
        e621                    out 0x21, al
        e6a1                    out 0xa1, al
        be0000e0fe              mov esi, 0xfee00000
        c786f0000000ff010000    mov dword ptr [rsi + 0xf0], 0x1ff
        c786e00300000b000000    mov dword ptr [rsi + 0x3e0], 0xb
        c7862003000020000200    mov dword ptr [rsi + 0x320], 0x20020
        c7868003000040420f00    mov dword ptr [rsi + 0x380], 1000000
        ; Ten times from halt.
        31ed                    xor ebp, ebp
        wait:
        fb                      sti
        f4                      hlt
        fa                      cli
        83fd0a                  cmp ebp, 10
        72f8                    jb wait
        ; Down to ring 3 and, after 20 million rounds under interrupts, up again.
        b9810000c0              mov ecx, 0xc0000081
        31c0                    xor eax, eax
        ba08001300              mov edx, 0x00130008
        0f30                    wrmsr
        ffc1                    inc ecx
        b82e7d0000              mov eax, offset kernel
        31d2                    xor edx, edx
        0f30                    wrmsr
        b9237d0000              mov ecx, offset user
        41bb02020000            mov r11d, 0x202
        480f07                  sysretq
        user:
        b9002d3101              mov ecx, 20000000
        spin:
        ffc9                    dec ecx
        75fc                    jnz spin
        0f05                    syscall
        kernel:
        fa                      cli
        ; Power off, by the ACPI register where the firmware put it.
        66ba0406                mov dx, 0x604
        66b80020                mov ax, 0x2000
        66ef                    out dx, ax
        dead:
        f4                      hlt
        ebfd                    jmp dead
        gate:
        66891f                  mov [rdi], bx
        c6470208                mov byte ptr [rdi + 2], 8
        c647058e                mov byte ptr [rdi + 5], 0x8e
        c3                      ret
        fault:
        c704250820000007300000  mov dword ptr [pdpt + 8], pd_low + 7
        4883c408                add rsp, 8
        48cf                    iretq
        timer:
        ffc5                    inc ebp
        c786b000000000000000    mov dword ptr [rsi + 0xb0], 0
        48cf                    iretq
        90                      nop
        gdt:
        0000000000000000        .quad 0
        00000000009b2000        .quad 0x00209b0000000000
        0000000000930000        .quad 0x0000930000000000
        0000000000f30000        .quad 0x0000f30000000000
        0000000000fb2000        .quad 0x0020fb0000000000
        6700006000890000        .quad 0x0000890060000067
        0000000000000000        .quad 0
        idtr:
        0f02                    .word 0x20f
        0050000000000000        .quad idt
        gdtr:
        3700                    .word 55
        687d0000                .long gdt
        """
}
