import APIServer
import Glibc
import Kubernetes
import Testing

@testable import LocalCluster

struct ResourceMeterTests {
    private let pod = ObjectKey(namespace: "default", name: "p")

    private func usage(_ seconds: Double, memory: Int = 1 << 20) -> GroupUsage {
        let ticks = Int(seconds * Double(GroupUsage.ticksPerSecond))
        return GroupUsage(ticks: ticks, memory: memory)
    }

    @Test func `processor time between two looks is what a container uses`() {
        let meter = ResourceMeter()
        let start = ContinuousClock.now
        meter.begin("main", of: pod, group: 7)

        meter.look(at: start, [7: usage(10)], machine: usage(100))
        #expect(meter.usage(of: pod) == [])
        meter.look(at: start + .seconds(5), [7: usage(11)], machine: usage(105))

        #expect(meter.usage(of: pod).map(\.milliCPU) == [200])
        #expect(meter.usage(of: pod).map(\.memory) == [1 << 20])
        #expect(meter.usage(of: pod).map(\.window) == [5])
        #expect(meter.machineUsage?.milliCPU == 1000)
    }

    @Test func `only the last looks count, and a container that ended is forgotten`() {
        let meter = ResourceMeter()
        let start = ContinuousClock.now
        meter.begin("main", of: pod, group: 7)
        for (index, seconds) in [0.0, 50, 50, 50, 50].enumerated() {
            let moment = start + .seconds(5 * index)
            meter.look(at: moment, [7: usage(seconds)], machine: usage(0))
        }

        #expect(meter.usage(of: pod).map(\.milliCPU) == [0])
        meter.end(group: 7)
        #expect(meter.usage(of: pod) == [])
    }

    @Test func `the machine's table knows our own group`() {
        let own = GroupUsage.all()[getpgrp()]

        #expect((own?.memory ?? 0) > 1 << 20)
        #expect((own?.ticks ?? 0) >= 0)
        #expect(Machine.cores > 0)
        #expect(Machine.memory > Machine.usedMemory)
        #expect(Machine.busyTicks > 0)
    }
}
