"""How Keras models cross: as their configuration and weights, and who shares a layer.

A model is rebuilt from Keras's own layers, in safe mode. Which of its layers stand in
other models of the same message, too, is told by numbers, one for each layer. So models
that share a layer at home share one here: other weights in one are in the others, and
models whose layers are merely alike stay apart.
"""

from collections.abc import Iterator
from typing import Any


class NoModel(Exception):
    """What came is no model of Keras's own parts; the message says why."""


class Numbers(dict):
    """The numbers of the layers of one message, by the layers' ids."""

    def of(self, layer: Any) -> int:
        """Give a layer's number; who asks keeps the layer, so its id stays its own."""
        return self.setdefault(id(layer), len(self))


def is_model(value: Any) -> bool:
    """Tell whether this is a plain Keras model; a subclass of it is an object."""
    home = "keras.src.models."
    kind = f"{type(value).__module__}.{type(value).__name__}"
    return kind in (f"{home}sequential.Sequential", f"{home}functional.Functional")


def take(model: Any, numbers: Numbers) -> list:
    """Give what a model is made of: its configuration, weights and layers' numbers."""
    import keras

    config = keras.saving.serialize_keras_object(model)
    weights = model.get_weights() if model.built else None
    return [config, weights, [numbers.of(layer) for layer in _layers(model)]]


def make(fields: list, made: dict[int, Any]) -> Any:
    """Rebuild a model; `made` are the layers of this message, by number."""
    import keras

    config, values, numbers = fields
    _only_keras(config)
    model = keras.saving.deserialize_keras_object(config, safe_mode=True)
    if not is_model(model):
        raise NoModel("what came is no model")
    if values is not None:
        model.set_weights(values)
    shared = {}
    for number, layer in zip(numbers, _layers(model), strict=True):
        known = made.setdefault(number, layer)
        if known is not layer:
            if _picture(known) != _picture(layer):
                raise NoModel("two layers that are said to be one")
            shared[id(layer)] = known
    if not shared:
        return model
    rebuilt = _with(model, shared)
    made.update(zip(numbers, _layers(rebuilt), strict=True))
    if rebuilt is not model and (compiled := config.get("compile_config")):
        rebuilt.compile_from_config(compiled)
    return rebuilt


def write_back(old: Any, new: Any) -> bool:
    """Give a model the weights of its copy; False if they are not two such models."""
    if not (is_model(old) and is_model(new)):
        return False
    weights = new.get_weights()
    alike = [w.shape for w in weights] == [w.shape for w in old.get_weights()]
    if alike:
        old.set_weights(weights)
    return alike


def _layers(model: Any) -> Iterator[Any]:
    """Walk a model and all its layers, those of its inner models too."""
    yield model
    for layer in model.layers:
        if is_model(layer):
            yield from _layers(layer)
        elif type(layer).__name__ != "InputLayer":
            yield layer


def _with(model: Any, shared: dict[int, Any]) -> Any:
    """Give the model with these layers in the places of its own."""
    import keras

    def instead(layer: Any) -> Any:
        if id(layer) in shared:
            return shared[id(layer)]
        inner = is_model(layer) and any(id(part) in shared for part in _layers(layer))
        return _with(layer, shared) if inner else layer

    if id(model) in shared:
        return shared[id(model)]
    again = keras.models.clone_model(model, clone_function=instead)
    again.name = model.name
    return again


def _picture(layer: Any) -> tuple:
    weights = [(w.shape, w.tobytes()) for w in layer.get_weights()]
    return type(layer), repr(layer.get_config()), weights


_KERAS_MODULES = {
    f"keras.{name}"
    for name in "layers initializers regularizers constraints optimizers losses "
    "metrics models activations src.models.functional "
    "src.models.sequential src.models.model "
    "optimizers.schedules dtype_policies".split()
} | {"keras", None}
_CODE = {"Lambda", "TFSMLayer", "JaxLayer", "FlaxLayer", "TorchModuleWrapper"} | {
    *("__lambda__", "__typespec__"),
}


def _only_keras(config: Any) -> None:
    """Refuse a configuration that names anything but Keras's own parts."""
    if isinstance(config, dict):
        if "class_name" in config and not _is_keras(config):
            found = config["class_name"]
            if found == "function":
                found = f"the function {config.get('config')}"
            raise NoModel(f"a model with {found}: use Keras's own layers")
        config = list(config.values())
    if isinstance(config, list | tuple):
        for part in config:
            _only_keras(part)


def _is_keras(config: dict) -> bool:
    """Tell whether a part is Keras's own, which a name with dots may lead away from.

    Of a function Keras writes the name alone, and looks for it among losses, metrics
    and the like; with a module it could be any, even one that sets an option.
    """
    module, name = config.get("module"), config["class_name"]
    if name == "function":
        return module == "builtins" and _is_plain(config.get("config"))
    return module in _KERAS_MODULES and _is_plain(name) and name not in _CODE


def _is_plain(name: Any) -> bool:
    return isinstance(name, str) and name.isidentifier()
