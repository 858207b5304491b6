/** Why a text is no endpoint of any kind. */
export const ENDPOINT_BEGINNINGS =
  "it begins with none of vsphere://, qemu://, qemu+ssh://, xen://, test:// and sim:";
