#!/bin/bash
# host.sh DIRECTORY: a host with its own libvirtd, as process 1 of its own namespaces of processes and mounts (see
# host-process.ts). Whatever is started here ends with this shell, guests too, and what libvirt keeps is under DIRECTORY.
# Lines on stdin are commands, each answered by a line; the end of stdin is the end.
# bash, as it reaps those whose parents have ended: libvirt takes a zombie for a guest that cannot be killed.
set -u
export PATH=/usr/sbin:/sbin:$PATH LC_ALL=C HOME=$1
directory=$1
mount --make-rprivate /
over() { mkdir -p "$2" && mount --bind "$directory/$1" "$2"; }
over etc /etc/libvirt
over lib /var/lib/libvirt
over cache /var/cache/libvirt
over log /var/log/libvirt
# All of /run: the system's D-Bus, and with it systemd-machined and polkit, are not for this host.
over run /run
mount --bind "$directory/hosts" /etc/hosts
hostname "$(cat "$directory/name")"

# A /dev of its own. A /dev/kvm that opens on a processor without the means runs no guest: then there is none.
dev=$directory/dev
mount -t tmpfs -o mode=755 dev "$dev"
for device in null zero full random urandom tty $(cat "$directory/devices"); do
  : >"$dev/$device" && mount --bind "/dev/$device" "$dev/$device"
done
mkdir "$dev/pts" "$dev/shm" "$dev/net"
mount -t devpts -o newinstance,ptmxmode=666 pts "$dev/pts"
ln -s pts/ptmx "$dev/ptmx"
ln -s /proc/self/fd "$dev/fd"
mknod "$dev/net/tun" c 10 200
mount --move "$dev" /dev

start() {
  # Not left to libvirtd, which would look for it through systemd.
  [ -e /run/virtlogd.pid ] || virtlogd --daemon
  libvirtd --listen </dev/null >>/var/log/libvirt/stdout 2>&1 &
  libvirtd=$!
  until virsh -q version >/dev/null 2>&1; do
    if ! kill -0 "$libvirtd" 2>/dev/null; then
      echo "libvirtd ended: $(cat /var/log/libvirt/stdout /var/log/libvirt/libvirtd.log | tail -n 5 | tr '\n' ' ')"
      return
    fi
    sleep 0.05
  done
  echo ready
}
end() {
  kill "-$1" "$libvirtd"
  wait "$libvirtd" 2>/dev/null
  echo ended
}
# run COMMAND...: its exit code, then what it said, on one line.
run() {
  said=$("$@" 2>&1)
  echo "$? $(tr '\n' ' ' <<<"$said")"
}

start
while read -r -a words; do
  case ${words[0]} in
    start) start ;;
    end) end "${words[1]}" ;;
    run) run "${words[@]:1}" ;;
  esac
done
# All but this shell, and then what was theirs: also where those who started it are gone.
kill -KILL -1 2>/dev/null
wait
rm -rf "$directory"
