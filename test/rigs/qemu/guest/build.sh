#!/bin/sh
# build.sh DIRECTORY: the guest's kernel (Debian's for clouds) and its initrd (busybox and the few modules it needs),
# as `vmlinuz` and `initrd`. From this system's own package sources, which are not installed but unpacked: no root.
set -eu
directory=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
kernel=$(apt-cache depends linux-image-cloud-amd64 | sed -n 's/^ *Depends: //p' | head -n 1)
apt-get download -q "$kernel" busybox-static >&2
for package in *.deb; do dpkg-deb -x "$package" unpacked; done

root=$work/root
mkdir -p "$root/bin" "$root/modules"
cp unpacked/bin/busybox "$root/bin/busybox"
for applet in $(unpacked/bin/busybox --list); do [ "$applet" = busybox ] || ln -s busybox "$root/bin/$applet"; done
# In the order in which they need each other.
modules="button evdev virtio_ring virtio virtio_pci_legacy_dev virtio_pci_modern_dev virtio_pci virtio_blk
  virtio_balloon failover net_failover virtio_net"
for module in $modules; do
  cp "$(find unpacked/lib/modules -name "$module.ko")" "$root/modules/"
  echo "$module" >>"$root/modules/order"
done
cp "$here/init" "$root/init"
chmod +x "$root/init"
(cd "$root" && find . | LC_ALL=C sort | cpio -o -H newc --quiet | gzip -n) >"$directory/initrd"
cp unpacked/boot/vmlinuz-* "$directory/vmlinuz"
